import { parseInstant } from '../../../../kernel/time.ts'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'

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

const When = ({ iso }: { readonly iso: string }) => {
  const { moment } = useFormat()
  const now = useNow()
  const at = parseInstant(iso)
  return <>{at === undefined ? iso : moment(at, now)}</>
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
  return (
    <ListPage<Dead>
      id="dead-deliveries"
      title={t('dead.title')}
      source={SOURCE}
      rowKey={row => row.id}
      rowName={row => `${row.topic} ${row.event}`}
      columns={columns}
      filters={[]}
      actions={[revive]}
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

type Me = { readonly offices: readonly { readonly role: string }[] }

const Links = () => {
  const t = useT('operations')
  const dead = useGet<{ readonly items: readonly unknown[] }>(SOURCE)
  return (
    <SideGroup title={t('side.title')}>
      <SideLink href="/console/dead-deliveries" count={dead.data?.items.length}>
        {t('dead.title')}
      </SideLink>
    </SideGroup>
  )
}

const Side = () => {
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  return roles.includes('operator') ? <Links /> : null
}

export const operationsConsole: ConsoleModule = {
  id: 'operations',
  pages: [{ path: '/console/dead-deliveries', page: DeadDeliveries }],
  Side,
}
