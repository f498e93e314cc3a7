import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { isoOf } from '../../kernel/time.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { signInBefore } from '../../platform/identity/accounts.ts'
import { sessionsOf } from '../../platform/identity/sessions.ts'
import { asked, codeBody, me, phoneBody, presentMe, presentSession, session, sessionBody } from './api.ts'
import { askForCode, endOtherSessions, endOwnSession, signInResident, signOut } from './commands.ts'
import { access } from './policy.ts'

const CODE_TAGS = ['code-expired', 'code-used', 'code-dead', 'code-wrong']

export const apiRoutes: readonly Route[] = [
  api({
    id: 'account.ask-for-code',
    method: 'POST',
    path: '/api/sign-in/code',
    summary: '给手机号发一个验证码',
    access: access('signIn'),
    body: phoneBody,
    answer: asked,
    refuses: ['phone-wrong', 'code-too-many-day', 'code-too-many-hour', 'code-too-soon', 'code-not-sent'],
    handler: async (ctx, { body }) => {
      const answer = await askForCode(ctx, body.phone)
      return answer.ok ? ok({ ...answer.value, until: isoOf(answer.value.until) }) : answer
    },
  }),
  api({
    id: 'account.sign-in',
    method: 'POST',
    path: '/api/sign-in',
    summary: '用验证码登录,登录凭证放在 Cookie 里',
    access: access('signIn'),
    body: codeBody,
    answer: me,
    refuses: CODE_TAGS,
    handler: async (ctx, { body }) => {
      const answer = await signInResident(ctx, body)
      return answer.ok ? ok(presentMe(answer.value)) : answer
    },
  }),
  api({
    id: 'account.sign-out',
    method: 'POST',
    path: '/api/sign-out',
    summary: '退出登录',
    access: access('signOut'),
    answer: z.object({ signedOut: z.literal(true) }),
    refuses: [],
    handler: async ctx => {
      await signOut(ctx)
      return ok({ signedOut: true as const })
    },
  }),
  api({
    id: 'account.me',
    method: 'GET',
    path: '/api/me',
    summary: '我是谁:打码姓名、任职、实名等级',
    access: access('me'),
    answer: me,
    refuses: [],
    handler: async ({ actor }) => ok(presentMe(actor)),
  }),
  api({
    id: 'account.sessions',
    method: 'GET',
    path: '/api/me/sessions',
    summary: '我在哪些设备上登录着',
    access: access('sessions'),
    answer: z.object({
      items: z.array(session),
      before: z.object({ at: z.string(), agent: z.string() }).nullable().describe('工作人员上一次登录'),
    }),
    refuses: [],
    handler: async ({ system: db, actor, now }) => {
      const { party, kind } = actor
      const lines = party === null ? [] : await sessionsOf(db, party, now)
      const before = kind === 'staff' && party !== null ? await signInBefore(db, party) : undefined
      return ok({
        items: lines.map(line => presentSession(line, actor)),
        before: before === undefined ? null : { at: isoOf(before.at), agent: before.agent },
      })
    },
  }),
  api({
    id: 'account.end-session',
    method: 'DELETE',
    path: '/api/me/sessions/:session',
    summary: '让我的一个设备退出登录',
    access: access('sessions'),
    params: sessionBody,
    answer: z.object({ ended: z.number() }),
    refuses: ['session-unknown'],
    handler: async (ctx, { params }) => {
      const answer = await endOwnSession(ctx, params.session)
      return answer.ok ? ok({ ended: 1 }) : answer
    },
  }),
  api({
    id: 'account.end-other-sessions',
    method: 'POST',
    path: '/api/me/sessions/end-others',
    summary: '让我的其他设备都退出登录',
    access: access('sessions'),
    answer: z.object({ ended: z.number() }),
    refuses: [],
    handler: async ctx => ok({ ended: await endOtherSessions(ctx) }),
  }),
]
