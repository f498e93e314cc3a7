import type { LocalDate } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Empty } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { Secret } from './secret.tsx'

type Row = {
  readonly no: number
  readonly name: string
  readonly casts: boolean
  readonly struck: boolean
  /** Who hands in the ballot of this voter. */
  readonly agent: { readonly no: number; readonly name: string } | null
}

export type ElectionNamesProps = {
  readonly election: ShownItem
  readonly kind: 'voters' | 'proxies'
  /** When it was published; null while it is not. */
  readonly on: LocalDate | null
  readonly rows: readonly Row[]
  readonly next: number | null
  readonly later: boolean
}

/** Who may vote, or who votes for whom: numbers and masked names. Nothing about what anybody votes. */
export const ElectionNames = ({ election, kind, on, rows, next, later }: ElectionNamesProps) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  const path = `/open/elections/${election.no}`
  const stateOf = (row: Row): string =>
    row.struck ? t('pages.voters.struck') : row.casts ? t('pages.voters.casts') : t('pages.voters.listed')
  const more =
    kind === 'voters'
      ? { key: 'state', head: t('pages.voters.state'), cell: stateOf }
      : {
          key: 'agent',
          head: t('pages.proxies.agent'),
          cell: (row: Row) => (row.agent === null ? '' : `${row.agent.no} ${row.agent.name}`),
        }
  return (
    <Shell tab="/open/work-orders" back={{ href: path, label: t('pages.back') }}>
      <h1>{t(`pages.${kind}.title`)}</h1>
      <p className="meta">
        {[election.no, t('pages.title', { place: election.areaName, body: t(`body.${election.body}`) })].join(' · ')}
      </p>
      <Secret />
      <p className="why">{t(`pages.${kind}.why`)}</p>
      {on === null ? (
        <Empty title={t('pages.notYet')} />
      ) : (
        <DataTable
          caption={t(`pages.${kind}.caption`, { on: date(on) })}
          rows={rows}
          rowKey={row => String(row.no)}
          empty={t('pages.nobody')}
          columns={[
            { key: 'no', head: t('pages.voters.no'), figures: true, cell: row => row.no },
            { key: 'name', head: t(`pages.${kind}.name`), names: true, cell: row => row.name },
            more,
          ]}
        />
      )}
      {(next !== null || later) && (
        <Pager
          shown={rows.length}
          {...(next === null ? {} : { next: `${path}/${kind}?after=${next}` })}
          {...(later ? { first: `${path}/${kind}` } : {})}
        />
      )}
    </Shell>
  )
}
