import { Input } from 'antd'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link, useSearch } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { instantAt } from './cells.tsx'
import { LIST } from './data.ts'

type Rate = { readonly part: number; readonly whole: number }
type RateName = 'response' | 'resolution' | 'satisfaction' | 'onTime'
type Group = {
  readonly group: string
  readonly name: string
  readonly closed: number
  readonly reopened: number
  readonly rates: Readonly<Record<RateName, Rate>> & { readonly rounds: number }
}
type Figures = {
  readonly from: string
  readonly to: string
  readonly asOf: string
  readonly all: Group
  readonly byTown: readonly Group[]
  readonly byKind: readonly Group[]
  readonly byChannel: readonly Group[]
}

const RATES: readonly RateName[] = ['response', 'resolution', 'satisfaction', 'onTime']
const ORDERS = '/console/work-orders'

/** The filter of the list that finds the rows of a group; `name` is the filter's. */
type Narrow = { readonly name: 'area' | 'kind' | 'channel'; readonly value: string } | undefined

const rowsOf = ({ from, to }: Figures, narrow: Narrow, rate: RateName, part: string): string => {
  const query = new URLSearchParams({ rate, part, roundFrom: from, roundTo: to })
  if (narrow !== undefined) query.set(narrow.name, narrow.value)
  return `${ORDERS}?${query}`
}

/** A rate: percent, its parts, and the ones that missed it; each a way to its rows. */
const RateCell = ({
  figures,
  narrow,
  name,
  rate,
}: {
  readonly figures: Figures
  readonly narrow?: Narrow
  readonly name: RateName
  readonly rate: Rate
}) => {
  const t = useT('work-order')
  const format = useFormat()
  if (rate.whole === 0) return <span className="meta">–</span>
  const missed = rate.whole - rate.part
  return (
    <>
      <b>{format.percent(rate.part, rate.whole)}</b>{' '}
      <span className="meta">
        <Link href={rowsOf(figures, narrow, name, 'part')}>{format.number(rate.part)}</Link> /{' '}
        <Link href={rowsOf(figures, narrow, name, 'whole')}>{format.number(rate.whole)}</Link>
        {missed > 0 && (
          <>
            {' · '}
            <Link href={rowsOf(figures, narrow, name, 'missed')}>{t('console.figures.missed', { count: missed })}</Link>
          </>
        )}
      </span>
    </>
  )
}

const Table = ({
  figures,
  title,
  groups,
  filter,
  label,
}: {
  readonly figures: Figures
  readonly title: string
  readonly groups: readonly Group[]
  readonly filter: 'area' | 'kind' | 'channel'
  readonly label: (group: Group) => string
}) => {
  const t = useT('work-order')
  const { number } = useFormat()
  return (
    <section className="block">
      <h2>{title}</h2>
      <table className="list-table plain">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" className="n">
              {t('console.figures.rounds')}
            </th>
            <th scope="col" className="n">
              {t('console.figures.closed')}
            </th>
            {RATES.map(rate => (
              <th key={rate} scope="col">
                {t(`console.figures.${rate}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(group => (
            <tr key={group.group}>
              <th scope="row">{label(group)}</th>
              <td className="n">{number(group.rates.rounds)}</td>
              <td className="n">{number(group.closed)}</td>
              {RATES.map(rate => (
                <td key={rate}>
                  <RateCell
                    figures={figures}
                    narrow={{ name: filter, value: group.group }}
                    name={rate}
                    rate={group.rates[rate]}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The three rates of a period with what stands behind them. */
export const FiguresPage = () => {
  const t = useT('work-order')
  const format = useFormat()
  const [search, change] = useSearch()
  const period = { from: search.get('from') ?? undefined, to: search.get('to') ?? undefined }
  const asked = useGet<Figures>(`${LIST}/figures`, period)
  const figures = asked.data
  if (asked.isError) return <p className="empty">{asked.error.problem.detail}</p>
  if (figures === undefined) return null
  const { all } = figures
  const asOf = instantAt(figures.asOf)
  const day = (name: 'from' | 'to') => (
    <Input
      type="date"
      className="filter-input"
      aria-label={t(`console.filter.${name}`)}
      prefix={<span className="meta">{t(`console.filter.${name}`)}</span>}
      value={figures[name]}
      onChange={event =>
        event.target.value !== '' && change({ from: figures.from, to: figures.to, [name]: event.target.value })
      }
    />
  )
  const orders = all.rates.rounds - all.reopened
  return (
    <div className="plain-page">
      <div className="list-head">
        <h1>{t('console.figures.title')}</h1>
        {day('from')}
        {day('to')}
        <span className="meta">{asOf !== undefined && t('console.figures.asOf', { at: format.moment(asOf) })}</span>
      </div>
      <dl className="figures">
        <div className="figure">
          <dt>{t('console.figures.received')}</dt>
          <dd>
            <Link href={`${ORDERS}?from=${figures.from}&to=${figures.to}`}>{format.number(orders)}</Link>
          </dd>
          <dd className="rule">{t('console.figures.reopened', { count: all.reopened })}</dd>
        </div>
        {RATES.map(rate => (
          <div key={rate} className="figure">
            <dt>{t(`console.figures.${rate}`)}</dt>
            <dd>
              <RateCell figures={figures} name={rate} rate={all.rates[rate]} />
            </dd>
            <dd className="rule">{t(`console.figures.${rate}Rule`)}</dd>
          </div>
        ))}
      </dl>
      <Table
        figures={figures}
        title={t('console.column.town')}
        groups={figures.byTown}
        filter="area"
        label={group => group.name}
      />
      <Table
        figures={figures}
        title={t('console.column.kind')}
        groups={figures.byKind}
        filter="kind"
        label={group => t(`kind.${group.group}`)}
      />
      <Table
        figures={figures}
        title={t('console.column.channel')}
        groups={figures.byChannel}
        filter="channel"
        label={group => t(`channel.${group.group}`)}
      />
    </div>
  )
}
