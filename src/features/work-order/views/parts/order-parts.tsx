import type { ReactNode } from 'react'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Clock, Clocks } from '../../../../platform/ui/parts/clock.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { ShownItem, ShownOrder } from '../../shown.ts'

/** Nature, category and how it stands. */
export const OrderChips = ({ order }: { readonly order: ShownOrder }) => {
  const t = useT('work-order')
  return (
    <p className="chips">
      {order.urgent && <Chip tone="urgent">{t('pages.urgent')}</Chip>}
      <Chip>{order.category}</Chip>
      <Chip>{order.kind}</Chip>
    </p>
  )
}

/** Every clock of the running round, each with its rule and the way its date came about. */
export const OrderClocks = ({ order }: { readonly order: ShownOrder }) => {
  const t = useT('work-order')
  if (order.clocks.length === 0) return null
  return (
    <section>
      <h2>{t('pages.order.clocks')}</h2>
      <Clocks>
        {order.clocks.map(clock => (
          <Clock key={clock.name} {...clock} />
        ))}
      </Clocks>
    </section>
  )
}

const Photos = ({ photos, title }: { readonly photos: readonly string[]; readonly title: string }) => {
  const t = useT('work-order')
  const href = useHref()
  if (photos.length === 0) return null
  return (
    <ul className="thumbs">
      {photos.map((photo, index) => (
        <li key={photo}>
          <a href={href(photo)}>
            <img
              src={href(`${photo}?variant=thumb`)}
              alt={t('pages.order.photo', { title, n: index + 1 })}
              width="96"
              height="96"
              loading="lazy"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What happened so far, with what was written and shown, and where the matter is now. */
export const OrderTimeline = ({ order }: { readonly order: ShownOrder }) => {
  const t = useT('work-order')
  return (
    <section>
      <h2>{t('pages.order.timeline')}</h2>
      <Timeline
        items={[
          ...order.facts.map(fact => ({
            key: String(fact.seq),
            title: fact.title,
            at: fact.at,
            by: fact.by,
            state: 'done' as const,
            children: (
              <>
                {fact.note !== '' && <span className="said">{fact.note}</span>}
                <Photos photos={fact.photos} title={fact.title} />
              </>
            ),
          })),
          {
            key: 'now',
            title: order.step,
            state: order.ended ? ('done' as const) : ('now' as const),
            children: <span className="said">{order.says}</span>,
          },
        ]}
      />
    </section>
  )
}

/** A line of a list: what, how it stands, which clock comes next. */
export const OrderRow = ({ item, href }: { readonly item: ShownItem; readonly href: string }) => {
  const t = useT('work-order')
  const format = useFormat()
  const now = useNow()
  const { nearest } = item
  const next =
    nearest === null
      ? ''
      : nearest.late
        ? t('pages.list.overdue', { clock: nearest.name, span: format.span(now - nearest.dueAt) })
        : t('pages.list.due', { clock: nearest.name, at: format.moment(nearest.dueAt, now) })
  return (
    <ListRow
      href={href}
      title={item.title}
      chips={
        <>
          {item.urgent && <Chip tone="urgent">{t('pages.urgent')}</Chip>}
          <Chip tone={item.tone}>{item.step}</Chip>
          {nearest?.late === true && <Chip tone="late">{t('pages.late')}</Chip>}
        </>
      }
      meta={[item.where, format.moment(item.receivedAt, now), next].filter(part => part !== '').join(' · ')}
    />
  )
}

/** What stands under a heading only when there is something to say. */
export const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)
