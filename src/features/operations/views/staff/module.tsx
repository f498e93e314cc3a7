import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { DialogProps, ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { MaintenancePage } from './maintenance.tsx'
import { DeadMessages, MESSAGES } from './messages.tsx'
import { OVERVIEW, type Overview, OverviewPage } from './overview.tsx'
import { When } from './when.tsx'

const SOURCE = '/api/console/dead-deliveries'

type Dead = {
  readonly id: string
  readonly consumer: string
  readonly event: number
  readonly topic: string
  readonly key: string
  readonly at: string
  readonly attempts: number
  readonly error: string
  readonly diedAt: string
}

/** Gives events up for good: asks why, and says what that means. */
const DiscardDialog = ({ onDone, onCancel }: DialogProps<Dead, { readonly reason: string }>) => {
  const t = useT('operations')
  return (
    <AskDialog
      title={t('dead.discard')}
      ok={t('dead.discard')}
      danger
      fields={[{ name: 'reason', label: t('dead.reason'), hint: t('dead.reasonHint'), kind: 'long' }]}
      onCancel={onCancel}
      onAnswer={({ reason = '' }) => onDone({ reason })}
    >
      <p>{t('dead.discardWhy')}</p>
    </AskDialog>
  )
}

/** Events that could not be handled after all attempts: what, by whom, why; putting them back. */
const DeadDeliveries = () => {
  const t = useT('operations')
  const columns: readonly ListColumn<Dead>[] = [
    { key: 'topic', title: t('dead.topic'), cell: row => row.topic },
    { key: 'consumer', title: t('dead.consumer'), cell: row => row.consumer },
    { key: 'key', title: t('dead.key'), cell: row => row.key },
    { key: 'error', title: t('dead.error'), cell: row => row.error },
    { key: 'attempts', title: t('dead.attempts'), figures: true, cell: row => row.attempts },
    { key: 'died', title: t('dead.died'), figures: true, cell: row => <When iso={row.diedAt} /> },
  ]
  const revive: RowAction<Dead> = {
    id: 'revive',
    label: t('dead.revive'),
    key: 'r',
    tone: 'primary',
    batch: true,
    run: (row, _input, { api, key }) =>
      api.send('POST', `${SOURCE}/${encodeURIComponent(row.consumer)}/${row.event}/revive`, undefined, { key }),
  }
  const discard: RowAction<Dead, { readonly reason: string }> = {
    id: 'discard',
    label: t('dead.discard'),
    key: 'd',
    tone: 'danger',
    batch: true,
    dialog: DiscardDialog,
    run: (row, { reason }, { api, key }) =>
      api.send('POST', `${SOURCE}/${encodeURIComponent(row.consumer)}/${row.event}/discard`, { reason }, { key }),
  }
  return (
    <ListPage<Dead>
      id="dead-deliveries"
      title={t('dead.title')}
      source={SOURCE}
      rowKey={row => row.id}
      rowName={row => `${row.topic} ${row.event}`}
      columns={columns}
      filters={[]}
      actions={[revive, discard]}
      detail={row => (
        <>
          <h2>
            {row.topic} · {row.event}
          </h2>
          <p className="why">{t('dead.why')}</p>
          <pre>{row.error}</pre>
        </>
      )}
    />
  )
}

const ALARMS = '/api/console/alarms'

type Alarm = {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly next: string
  readonly minutes: number
}

/** What is wrong with the server at the moment, and what to do about it. */
const Alarms = () => {
  const t = useT('operations')
  const columns: readonly ListColumn<Alarm>[] = [
    { key: 'title', title: t('alarms.what'), cell: row => row.title },
    { key: 'next', title: t('alarms.todo'), cell: row => row.next },
    { key: 'minutes', title: t('alarms.minutes'), figures: true, cell: row => row.minutes },
  ]
  return (
    <ListPage<Alarm>
      id="alarms"
      title={t('alarms.title')}
      source={ALARMS}
      rowKey={row => row.id}
      rowName={row => row.title}
      columns={columns}
      filters={[]}
      actions={[]}
      detail={row => (
        <>
          <h2>{row.title}</h2>
          <p>{row.detail}</p>
          <p>{row.next}</p>
          <p className="why">{t('alarms.why')}</p>
        </>
      )}
    />
  )
}

type Me = { readonly offices: readonly { readonly role: string }[] }

const Links = () => {
  const t = useT('operations')
  const dead = useGet<{ readonly items: readonly unknown[] }>(SOURCE)
  const overview = useGet<Overview>(OVERVIEW, {}, { refreshMs: 60_000 })
  const wrong = overview.data?.findings.filter(({ health }) => health === 'fail').length ?? 0
  const unsent = useGet<{ readonly items: readonly unknown[] }>(MESSAGES)
  const alarms = useGet<{ readonly items: readonly unknown[] }>(ALARMS)
  return (
    <SideGroup title={t('side.title')}>
      <SideLink href="/console/alarms" count={alarms.data?.items.length}>
        {t('alarms.title')}
      </SideLink>
      <SideLink href="/console/operation" count={wrong === 0 ? undefined : wrong}>
        {t('side.overview')}
      </SideLink>
      <SideLink href="/console/dead-deliveries" count={dead.data?.items.length}>
        {t('dead.title')}
      </SideLink>
      <SideLink href="/console/maintenance">{t('side.maintenance')}</SideLink>
      <SideLink href="/console/dead-messages" count={unsent.data?.items.length}>
        {t('messages.title')}
      </SideLink>
    </SideGroup>
  )
}

const Side = () => {
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  return roles.includes('systemAdmin') ? <Links /> : null
}

export const operationsConsole: ConsoleModule = {
  id: 'operations',
  pages: [
    { path: '/console/operation', page: OverviewPage },
    { path: '/console/alarms', page: Alarms },
    { path: '/console/dead-deliveries', page: DeadDeliveries },
    { path: '/console/dead-messages', page: DeadMessages },
    { path: '/console/maintenance', page: MaintenancePage },
  ],
  Side,
}
