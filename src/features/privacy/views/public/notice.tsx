import type { Cite } from '../../../../kernel/cite.ts'
import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

export type NoticeActivity = {
  readonly id: string
  readonly zh: string
  readonly purpose: string
  readonly people: string
  readonly recipients: string
  readonly need: string
  readonly classes: readonly string[]
  readonly basis: Cite
  readonly retention: readonly { readonly class: string; readonly days: number | null }[]
}

export type NoticeProps = {
  readonly city: string
  readonly version: number
  readonly activities: readonly NoticeActivity[]
  readonly rights: readonly Cite[]
  readonly shortest: Cite
}

const Quote = ({ cite }: { readonly cite: Cite }) => {
  const t = useT('privacy')
  const href = useHref()
  return (
    <span className="why">
      {t('notice.quote', { quote: cite.quote })}{' '}
      <a href={href(`/open/law/${cite.source}#${cite.article}`)}>{t('notice.source', { article: cite.article })}</a>
    </span>
  )
}

/** What is kept of people, what for, on what ground, for how long, and what they can do about it. */
export const Notice = ({ city, version, activities, rights, shortest }: NoticeProps) => {
  const t = useT('privacy')
  const href = useHref()
  const { phone } = useAround()
  return (
    <Shell>
      <PrintHead title={t('notice.title')} />
      <h1>{t('notice.title')}</h1>
      <p>{t('notice.intro', { city })}</p>
      <p className="meta">{t('notice.version', { version })}</p>
      <h2>{t('notice.short')}</h2>
      <ul className="plain-list">
        {['sign', 'sealed', 'looks', 'public', 'gone'].map(point => (
          <li key={point}>{t(`notice.points.${point}`)}</li>
        ))}
      </ul>
      <h2>{t('notice.rights')}</h2>
      <p>
        <a href={href('/me/data')}>{t('notice.how')}</a> {t('notice.orCall')} <a href={`tel:${phone}`}>{phone}</a>
      </p>
      <ul className="plain-list">
        {rights.map(cite => (
          <li key={cite.article}>
            <Quote cite={cite} />
          </li>
        ))}
      </ul>
      {activities.map(activity => (
        <section key={activity.id}>
          <h2 id={activity.id}>{activity.zh}</h2>
          <Facts
            items={[
              { term: t('record.purpose'), value: activity.purpose },
              { term: t('record.classes'), value: activity.classes.map(each => t(`class.${each}`)).join(t('and')) },
              { term: t('record.people'), value: activity.people },
              { term: t('record.basis'), value: <Quote cite={activity.basis} /> },
              {
                term: t('record.retention'),
                value: activity.retention
                  .map(({ class: kind, days }) => t(`keep.${kind}`, { days: days ?? 0 }))
                  .join(t('and')),
              },
              { term: t('record.recipients'), value: activity.recipients || t('record.nobody') },
              { term: t('record.need'), value: activity.need },
            ]}
          />
        </section>
      ))}
      <p>
        <Quote cite={shortest} />
      </p>
    </Shell>
  )
}
