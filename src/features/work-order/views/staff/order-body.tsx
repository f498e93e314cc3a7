import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Clock, Clocks } from '../../../../platform/ui/parts/clock.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import { Caller } from './caller.tsx'
import { instantAt } from './cells.tsx'
import { LIST, type Shown } from './data.ts'
import { Likeness } from './likeness.tsx'

const Thumbs = ({ photos, name }: { readonly photos: readonly string[]; readonly name: string }) => {
  const t = useT('work-order')
  const href = useHref()
  if (photos.length === 0) return null
  return (
    <ul className="thumbs">
      {photos.map((photo, index) => (
        <li key={photo}>
          <a href={href(photo)} target="_blank" rel="noopener">
            <img
              src={href(`${photo}?variant=thumb`)}
              alt={t('console.photo', { n: index + 1, purpose: name })}
              width="64"
              height="64"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}

export const OrderChips = ({ shown: { order } }: { readonly shown: Shown }) => {
  const t = useT('work-order')
  return (
    <span className="chips">
      {order.urgent && <Chip tone="urgent">{t('console.chip.urgent')}</Chip>}
      {order.confidential && <Chip>{t('console.chip.confidential')}</Chip>}
      <Chip>{t(`category.${order.category}`)}</Chip>
      <Chip>{t(`kind.${order.kind}`)}</Chip>
      {order.round > 1 && <Chip tone="late">{t('console.chip.round', { count: order.round })}</Chip>}
      {order.published && <Chip tone="ok">{t('console.chip.published')}</Chip>}
    </span>
  )
}

type Topic = { readonly title: string; readonly step: string }

/** The topic it was handed on to, and how far that has come, for those who may follow it. */
const HandedOn = ({ topic }: { readonly topic: string | null }) => {
  const t = useT('work-order')
  const found = useGet<Topic>(`/api/deliberations/${topic}`, {}, { enabled: topic !== null }).data
  if (topic === null) return null
  return (
    <p>
      {t('console.handOn.became')} {found !== undefined && `${found.title}（${t(`deliberation:step.${found.step}`)}） `}
      <Link href={`/console/deliberations?row=${topic}`}>{t('console.handOn.look')}</Link>
    </p>
  )
}

/** What was said, by whom, where. */
export const What = ({ shown }: { readonly shown: Shown }) => {
  const t = useT('work-order')
  const format = useFormat()
  const now = useNow()
  const { order, where, aboutName } = shown
  const at = instantAt(order.receivedAt)
  const photos = order.photos
    .filter(({ purpose }) => purpose === 'report')
    .map(({ id }) => `${LIST}/${order.id}/photos/${id}`)
  return (
    <section>
      <h3>{t('console.pane.what')}</h3>
      <p className="meta">
        {[at === undefined ? '' : format.moment(at, now), t(`channel.${order.channel}`), where]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
      <Caller key={order.id} shown={shown} />
      <p className="said-words">{order.body}</p>
      <Thumbs photos={photos} name={t('console.purpose.report')} />
      {aboutName !== null && <p className="meta">{t('console.pane.about', { unit: aboutName })}</p>}
      {order.leadName !== null && (
        <p>
          {t('console.pane.lead', { unit: order.leadName })}
          {order.assigneeName !== null && ` · ${order.assigneeName}`}
          {order.assists.length > 0 && (
            <span className="meta">
              {' '}
              {t('console.pane.assists', {
                units: order.assists.map(({ name, state }) => `${name}(${t(`console.assist.${state}`)})`).join('、'),
              })}
            </span>
          )}
        </p>
      )}
      <Likeness shown={shown} />
      <HandedOn topic={shown.topic} />
    </section>
  )
}

/** Every clock of this round. */
export const Times = ({ shown }: { readonly shown: Shown }) => {
  const t = useT('work-order')
  return (
    <section>
      <h3>{t('console.pane.clocks')}</h3>
      {shown.clocks.length === 0 ? (
        <p className="meta">{t('console.pane.noClock')}</p>
      ) : (
        <Clocks>
          {shown.clocks.map(clock => (
            <Clock key={clock.name} {...clock} />
          ))}
        </Clocks>
      )}
    </section>
  )
}

/** What happened, the latest last, and where it stands. */
export const Story = ({ shown }: { readonly shown: Shown }) => {
  const t = useT('work-order')
  const items = shown.facts.map(fact => ({
    key: String(fact.seq),
    title: fact.title,
    at: fact.at,
    by: fact.by,
    state: 'done' as const,
    children: (
      <>
        {fact.note !== '' && <span className="said">{fact.note}</span>}
        {fact.seq > 1 && <Thumbs photos={fact.photos} name={fact.title} />}
      </>
    ),
  }))
  return (
    <section>
      <h3>{t('console.pane.story')}</h3>
      <Timeline items={[...items, { key: 'now', title: t(`step.${shown.order.step}`), state: 'now' }]} />
    </section>
  )
}
