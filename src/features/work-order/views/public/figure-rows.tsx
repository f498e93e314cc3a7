import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

export type FigureRowsProps = {
  readonly month: string
  /** The rate asked about; empty for all rounds. */
  readonly rate: string
  readonly total: number
  readonly met: number
  readonly rows: readonly {
    readonly key: string
    readonly receivedAt: Instant
    readonly town: string
    readonly kind: string
    readonly channel: string
    readonly round: number
    readonly closeDueAt: Instant | null
    readonly closedAt: Instant | null
    readonly met: boolean | null
  }[]
}

/** The rounds a figure was counted from, one line each, without anything about a person. */
export const FigureRows = ({ month, rate, total, met, rows }: FigureRowsProps) => {
  const t = useT('work-order')
  const format = useFormat()
  const moment = (at: Instant | null): string => (at === null ? '–' : `${format.date(at)} ${format.time(at)}`)
  return (
    <Shell
      width="wide"
      tab="/open/work-orders"
      back={{ href: `/open/figures?month=${month}`, label: t('pages.figures.title') }}
    >
      <h1>{t('pages.rows.title')}</h1>
      <p>
        {rate === ''
          ? t('pages.rows.all', { month, total })
          : t('pages.rows.of', { month, rate: t(`pages.figures.${rate}`), met, total })}
      </p>
      {rows.length < total && <p className="why">{t('pages.rows.some', { shown: rows.length, total })}</p>}
      <DataTable
        stack
        caption={t('pages.rows.caption', { month })}
        rows={rows}
        rowKey={row => row.key}
        columns={[
          { key: 'received', head: t('pages.rows.received'), names: true, cell: row => moment(row.receivedAt) },
          { key: 'town', head: t('pages.open.town'), cell: row => row.town },
          { key: 'kind', head: t('pages.figures.kind'), cell: row => row.kind },
          { key: 'channel', head: t('pages.figures.channel'), cell: row => row.channel },
          { key: 'round', head: t('pages.rows.round'), figures: true, cell: row => row.round },
          { key: 'due', head: t('pages.rows.due'), cell: row => moment(row.closeDueAt) },
          { key: 'closed', head: t('pages.rows.closed'), cell: row => moment(row.closedAt) },
          ...(rate === ''
            ? []
            : [
                {
                  key: 'met',
                  head: t(`pages.figures.${rate}`),
                  cell: (row: FigureRowsProps['rows'][number]) => (
                    <Chip tone={row.met === true ? 'ok' : 'late'}>
                      {t(row.met === true ? 'pages.rows.yes' : 'pages.rows.no')}
                    </Chip>
                  ),
                },
              ]),
        ]}
      />
      <p className="after">
        <LinkButton href={`/open/figures/rows.csv?month=${month}`} download>
          {t('pages.figures.download')}
        </LinkButton>
      </p>
    </Shell>
  )
}
