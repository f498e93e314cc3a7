import type { ReactNode } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { instantAt } from './cells.tsx'
import { type Item, LIST, REFRESH_MS } from './data.ts'

type Load = {
  readonly asOf: string
  readonly items: readonly {
    readonly lead: string | null
    readonly name: string | null
    readonly open: number
    readonly late: number
    readonly soon: number
    readonly oldest: string | null
  }[]
}

const ORDERS = '/console/work-orders'

/** A number that leads to its rows; nothing is not a link. */
const Rows = ({ count, query }: { readonly count: number; readonly query: string }) => {
  const { number } = useFormat()
  return count === 0 ? <span className="meta">0</span> : <Link href={`${ORDERS}?${query}`}>{number(count)}</Link>
}

const ByUnit = () => {
  const t = useT('work-order')
  const format = useFormat()
  const now = useNow()
  const load = useGet<Load>(`${LIST}/load`, {}, { refreshMs: REFRESH_MS })
  const units = load.data?.items ?? []
  const ofUnit = (lead: string | null): string => (lead === null ? 'step=received,queued' : `lead=${lead}`)
  return (
    <table className="list-table plain">
      <caption className="unseen">{t('console.late.byUnit')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('console.column.unit')}</th>
          <th scope="col" className="n">
            {t('console.late.late')}
          </th>
          <th scope="col" className="n">
            {t('console.late.soon')}
          </th>
          <th scope="col" className="n">
            {t('console.late.open')}
          </th>
          <th scope="col">{t('console.late.oldest')}</th>
        </tr>
      </thead>
      <tbody>
        {units.map(({ lead, name, open, late, soon, oldest }) => {
          const since = instantAt(oldest)
          return (
            <tr key={lead ?? ''}>
              <th scope="row">{name ?? t('console.late.desk')}</th>
              <td className="n">{lead === null ? late : <Rows count={late} query={`${ofUnit(lead)}&due=late`} />}</td>
              <td className="n">{lead === null ? soon : <Rows count={soon} query={`${ofUnit(lead)}&due=soon`} />}</td>
              <td className="n">{lead === null ? open : <Rows count={open} query={`${ofUnit(lead)}&open=true`} />}</td>
              <td>
                {since !== undefined && (
                  <Chip tone="late">{t('console.clock.overdue', { span: format.span(now - since) })}</Chip>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const Waiting = ({ query, title }: { readonly query: string; readonly title: string }) => {
  const t = useT('work-order')
  const format = useFormat()
  const found = useGet<{ readonly items: readonly Item[] }>(
    LIST,
    { ...Object.fromEntries(new URLSearchParams(query)), limit: 10 },
    { refreshMs: REFRESH_MS },
  )
  const items = found.data?.items ?? []
  return (
    <Block title={title}>
      {items.length === 0 ? (
        <p className="meta">{t('console.late.none')}</p>
      ) : (
        <ul className="lines">
          {items.map(item => (
            <li key={item.id}>
              <Link href={`${ORDERS}?${query}&row=${item.id}`}>{item.title}</Link>{' '}
              <span className="meta">{[item.leadName ?? '', due(item)].filter(part => part !== '').join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </Block>
  )
  function due(item: Item): string {
    const at = instantAt(item.nextDueAt)
    return at === undefined ? '' : t('console.late.due', { at: format.moment(at) })
  }
}

const Block = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="block">
    <h2>{title}</h2>
    {children}
  </section>
)

type Fired = {
  readonly items: readonly {
    readonly order: string
    readonly no: string
    readonly title: string
    readonly clock: string
    readonly level: string
    readonly at: string
  }[]
}

const Escalations = () => {
  const t = useT('work-order')
  const format = useFormat()
  const now = useNow()
  const fired = useGet<Fired>(`${LIST}/escalations`, {}, { refreshMs: REFRESH_MS }).data?.items ?? []
  return (
    <Block title={t('console.late.fired')}>
      {fired.length === 0 ? (
        <p className="meta">{t('console.late.none')}</p>
      ) : (
        <ul className="lines">
          {fired.slice(0, 20).map(({ order, title, clock, level, at }) => {
            const when = instantAt(at)
            return (
              <li key={`${order} ${clock} ${level}`}>
                <Link href={`/console/work-orders/${order}`}>{title}</Link>{' '}
                <span className="meta">
                  {t(`clock.${clock}`)} {t(`console.level.${level}`)} {when !== undefined && format.moment(when, now)}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Block>
  )
}

/** What is late and where, and what waits for a decision. */
export const LatePage = () => {
  const t = useT('work-order')
  return (
    <div className="plain-page">
      <h1>{t('console.late.title')}</h1>
      <div className="late-page">
        <ByUnit />
        <div>
          <Waiting query="step=returning" title={t('console.queue.returning')} />
          <Waiting query="pending=any" title={t('console.queue.pending')} />
          <Escalations />
        </div>
      </div>
    </div>
  )
}
