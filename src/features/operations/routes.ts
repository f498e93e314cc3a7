import { ok } from '../../kernel/result.ts'
import { type Instant, MINUTE_MS, parseInstant } from '../../kernel/time.ts'
import { standing } from '../../platform/alarms.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { deadDeliveries } from '../../platform/jobs/store.ts'
import { deadMessages } from '../../platform/notify/dead.ts'
import {
  alarmList,
  announceBody,
  announced,
  deadList,
  deliveryParams,
  discardBody,
  done,
  maintenanceList,
  messageList,
  messageParams,
  noticeParams,
  overview,
  presentBackups,
  presentComponents,
  presentDead,
  presentMessage,
  presentNotice,
} from './api.ts'
import { announceMaintenance, discardDelivery, resendMessage, reviveDelivery, withdrawMaintenance } from './commands.ts'
import { access } from './policy.ts'
import { maintenanceOf } from './store.ts'

/** More than this means something is broken for all of them; the first ones tell what. */
const SHOWN_MAX = 500

const dead: readonly Route[] = [
  api({
    id: 'operations.alarms',
    method: 'GET',
    path: '/api/console/alarms',
    summary: '现在有什么不正常:怎么了、影响什么、该做什么',
    access: access('seeAlarms'),
    answer: alarmList,
    refuses: [],
    handler: async ({ t }) =>
      ok({
        items: standing().map(({ id, ms }) => ({
          id,
          title: t(`operations:alarms.${id}.title`),
          detail: t(`operations:alarms.${id}.detail`),
          next: t(`operations:alarms.${id}.next`),
          minutes: Math.floor(ms / MINUTE_MS),
        })),
        next: null,
      }),
  }),
  api({
    id: 'operations.dead-deliveries',
    method: 'GET',
    path: '/api/console/dead-deliveries',
    summary: '多次尝试后仍未送达的事件,最早的在前,至多 500 条',
    access: access('seeDead'),
    answer: deadList,
    refuses: [],
    handler: async ({ system: db }) =>
      ok({ items: (await deadDeliveries(db, SHOWN_MAX)).map(presentDead), next: null }),
  }),
  api({
    id: 'operations.revive',
    method: 'POST',
    path: '/api/console/dead-deliveries/:consumer/:event/revive',
    summary: '把未送达的事件放回去重新处理',
    access: access('revive'),
    params: deliveryParams,
    answer: done,
    refuses: ['delivery-unknown'],
    handler: ({ systemOnce, actor, now }, { params }) => systemOnce(tx => reviveDelivery(tx, actor, params, now)),
  }),
  api({
    id: 'operations.discard',
    method: 'POST',
    path: '/api/console/dead-deliveries/:consumer/:event/discard',
    summary: '不再处理一个未送达的事件,理由记入公开日志',
    access: access('discard'),
    params: deliveryParams,
    body: discardBody,
    answer: done,
    refuses: ['delivery-unknown'],
    handler: ({ systemOnce, actor, now }, { params, body }) =>
      systemOnce(tx => discardDelivery(tx, actor, { ...params, ...body }, now)),
  }),
]

/** The schema let it through, so it is an instant. */
const instantOf = (text: string, now: Instant): Instant => parseInstant(text) ?? now

const maintenance: readonly Route[] = [
  api({
    id: 'operations.maintenance',
    method: 'GET',
    path: '/api/console/maintenance',
    summary: '已预告、还没有结束的维护',
    access: access('seeOperation'),
    answer: maintenanceList,
    refuses: [],
    handler: async ({ system: db, now }) =>
      ok({ items: (await maintenanceOf(db, now)).map(presentNotice), next: null }),
  }),
  api({
    id: 'operations.announce',
    method: 'POST',
    path: '/api/console/maintenance',
    summary: '预告一次维护,显示在公开的运行状态页',
    access: access('announce'),
    body: announceBody,
    answer: announced,
    status: 201,
    refuses: ['maintenance-order', 'maintenance-over'],
    handler: ({ systemOnce, actor, now }, { body }) =>
      systemOnce(tx =>
        announceMaintenance(
          tx,
          actor,
          { from: instantOf(body.from, now), until: instantOf(body.until, now), what: body.what },
          now,
        ),
      ),
  }),
  api({
    id: 'operations.withdraw',
    method: 'POST',
    path: '/api/console/maintenance/:id/withdraw',
    summary: '撤回一次维护预告',
    access: access('withdraw'),
    params: noticeParams,
    answer: done,
    refuses: ['maintenance-unknown'],
    handler: ({ systemOnce, actor, now }, { params }) =>
      systemOnce(tx => withdrawMaintenance(tx, actor, params.id, now)),
  }),
]

const messages: readonly Route[] = [
  api({
    id: 'operations.dead-messages',
    method: 'GET',
    path: '/api/console/dead-messages',
    summary: '多次尝试后仍未发出的短信和邮件,最早的在前,至多 500 条;不含收件人',
    access: access('seeDead'),
    answer: messageList,
    refuses: [],
    handler: async ({ system: db }) =>
      ok({ items: (await deadMessages(db, SHOWN_MAX)).map(presentMessage), next: null }),
  }),
  api({
    id: 'operations.resend',
    method: 'POST',
    path: '/api/console/dead-messages/:id/resend',
    summary: '把未发出的消息放回去重发',
    access: access('revive'),
    params: messageParams,
    answer: done,
    handler: ({ systemOnce, actor, now }, { params }) => systemOnce(tx => resendMessage(tx, actor, params.id, now)),
  }),
]

const NO_BACKUPS = { last: null, verified: null, archive: null }

export const routes: readonly Route[] = [
  ...dead,
  ...maintenance,
  ...messages,
  api({
    id: 'operations.overview',
    method: 'GET',
    path: '/api/console/operation',
    summary: '系统运行总览:体检、版本、备份、各部分状态',
    access: access('seeOperation'),
    answer: overview,
    refuses: [],
    handler: async ({ operation, city }) =>
      ok({
        version: operation?.version ?? '',
        findings: [...((await operation?.examine()) ?? [])],
        pending: [...((await operation?.pending()) ?? [])],
        backups: operation === undefined ? NO_BACKUPS : presentBackups(await operation.backups()),
        components: operation === undefined ? [] : presentComponents(operation.status(city.code)),
      }),
  }),
]
