import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chart } from '../../../../platform/ui/parts/chart.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { FigurePair, Figures as Pairs, Rate } from '../../../../platform/ui/parts/figure.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { Figures, Group } from '../../figures.ts'

export type FiguresProps = {
  readonly month: string
  readonly months: readonly string[]
  /** The month is over; until then every figure still moves. */
  readonly over: boolean
  /** When the month was published for good, and its entry in the journal; null when it was not. */
  readonly published: { readonly at: Instant; readonly leaf: string } | null
  /** Which figures these are: counted now, or as they were published. */
  readonly as: 'now' | 'published'
  readonly figures: Figures
}

const RATES = ['response', 'resolution', 'satisfaction', 'onTime'] as const
const LONGEST = 16

/** How a month was handled: every rate with its counts, its date, and the rows it was counted from. */
export const FiguresPage = (props: FiguresProps) => {
  const { month, months, over, figures } = props
  const t = useT('work-order')
  const format = useFormat()
  const { all, asOf } = figures
  const when = t('pages.figures.asOf', { at: `${format.date(asOf)} ${format.time(asOf)}` })
  const late = all.rates.onTime.whole - all.rates.onTime.part
  const rows = (rate: string): string => `/open/figures/rows?${new URLSearchParams({ month, rate })}`
  return (
    <Shell
      width="wide"
      tab="/open/work-orders"
      back={{ href: '/open/work-orders', label: t('pages.open.title') }}
      meta={{ ColumnName: t('pages.figures.title') }}
    >
      <PrintHead title={t('pages.figures.title')} />
      <h1>{t('pages.figures.title')}</h1>
      <FilterBar
        action="/open/figures"
        fields={[
          {
            kind: 'select',
            name: 'month',
            label: t('pages.figures.month'),
            value: month,
            all: t('pages.figures.latest'),
            options: months.map(one => ({ value: one, label: one })),
          },
        ]}
      />
      <p className="why">
        {t(over ? 'pages.figures.over' : 'pages.figures.running', { from: figures.from, to: figures.to })} {when}{' '}
        {t('pages.figures.imported')}
      </p>
      <PublishedMonth {...props} />
      <Pairs>
        {RATES.map(rate => (
          <Rate
            key={rate}
            label={t(`pages.figures.${rate}`)}
            {...all.rates[rate]}
            asOf={format.date(asOf)}
            href={rows(rate)}
          />
        ))}
      </Pairs>
      <Pairs>
        <FigurePair label={t('pages.figures.rounds')} part={all.rates.rounds} href={rows('')} />
        <FigurePair label={t('pages.figures.closed')} part={all.closed} whole={all.rates.rounds} />
        <FigurePair label={t('pages.figures.reopened')} part={all.reopened} whole={all.rates.rounds} />
        <FigurePair label={t('pages.figures.late')} part={late} whole={all.rates.onTime.whole} href={rows('onTime')} />
      </Pairs>
      <div className="two">
        <Chart
          title={t('pages.figures.byChannel')}
          kind="bars"
          unit={t('pages.figures.unit')}
          axis={t('pages.figures.channel')}
          points={figures.byChannel.map(({ name, rates }) => ({ label: name, value: rates.rounds }))}
          source={when}
        />
        <Chart
          title={t('pages.figures.days')}
          kind="bars"
          unit={t('pages.figures.unit')}
          axis={t('pages.figures.daysAxis')}
          points={figures.days.map(({ days, count }) => ({
            label: t(days >= LONGEST ? 'pages.figures.daysOrMore' : 'pages.figures.daysExactly', { count: days }),
            value: count,
          }))}
          source={t('pages.figures.daysWhy')}
        />
      </div>
      <GroupTable caption={t('pages.figures.byTown')} head={t('pages.open.town')} groups={figures.byTown} />
      <GroupTable caption={t('pages.figures.byKind')} head={t('pages.figures.kind')} groups={figures.byKind} />
      <Definitions />
      <DoNotTrustUs
        actions={
          <LinkButton href={`/open/figures/rows.csv?month=${month}`} tone="primary" download>
            {t('pages.figures.download')}
          </LinkButton>
        }
      >
        {t('pages.figures.check')}
      </DoNotTrustUs>
    </Shell>
  )
}

/** Whether the month was published for good: the published figures stay, the live ones go on. */
const PublishedMonth = ({ month, published, as }: FiguresProps) => {
  const t = useT('work-order')
  const format = useFormat()
  const href = useHref()
  if (published === null) return null
  const page = `/open/figures?${new URLSearchParams(as === 'now' ? { month, as: 'published' } : { month })}`
  return (
    <p>
      {t(as === 'now' ? 'pages.figures.publishedAt' : 'pages.figures.asPublished', { at: format.date(published.at) })}{' '}
      <a href={href(page)}>{t(as === 'now' ? 'pages.figures.seePublished' : 'pages.figures.seeNow')}</a>{' '}
      <a href={href(`/journal?leaf=${published.leaf}`)}>{t('pages.figures.entry')}</a>
    </p>
  )
}

const GroupTable = ({
  caption,
  head,
  groups,
}: {
  readonly caption: string
  readonly head: string
  readonly groups: readonly Group[]
}) => {
  const t = useT('work-order')
  const format = useFormat()
  return (
    <DataTable
      stack
      caption={caption}
      rows={groups}
      rowKey={group => group.group}
      columns={[
        { key: 'name', head, names: true, cell: group => group.name },
        {
          key: 'rounds',
          head: t('pages.figures.rounds'),
          figures: true,
          cell: group => format.number(group.rates.rounds),
        },
        ...RATES.map(rate => ({
          key: rate,
          head: t(`pages.figures.${rate}`),
          figures: true,
          cell: ({ rates }: Group) => (
            <>
              {format.percent(rates[rate].part, rates[rate].whole)}{' '}
              <small>
                {format.number(rates[rate].part)}/{format.number(rates[rate].whole)}
              </small>
            </>
          ),
        })),
      ]}
    />
  )
}

const Definitions = () => {
  const t = useT('work-order')
  const href = useHref()
  return (
    <details className="fold">
      <summary>{t('pages.figures.definitions')}</summary>
      <ul className="plain-list">
        {RATES.map(rate => (
          <li key={rate}>
            <b>{t(`pages.figures.${rate}`)}</b> {t(`pages.figures.means.${rate}`)}
          </li>
        ))}
      </ul>
      <p className="why">
        {t('pages.figures.rules')} <a href={href('/open/law/beijing-request-response')}>{t('pages.figures.model')}</a>
      </p>
    </details>
  )
}
