import type { Instant } from '../../../../kernel/time.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { useWhen } from '../when.tsx'
import { type Activity, Places } from './list.tsx'

export type ActivityPageProps = { readonly activity: Activity; readonly now: Instant }

/** What, where, which risk, whom it is for: what the law has an organiser say before anybody signs up. */
export const ActivityFacts = ({ activity }: { readonly activity: Activity }) => {
  const t = useT('volunteering')
  const asked = [
    activity.minAge > 0 ? t('pages.activity.minAge', { age: activity.minAge }) : '',
    activity.skill === null ? '' : t(`skill.${activity.skill}`),
    activity.course === null ? '' : t('pages.activity.course', { course: t(`course.${activity.course}`) }),
  ].filter(part => part !== '')
  return (
    <Facts
      items={[
        { term: t('field.host'), value: [activity.group, activity.host].filter(part => part !== '').join(' · ') },
        { term: t('field.place'), value: [activity.areaName, activity.place].filter(part => part !== '').join(' · ') },
        { term: t('field.topic'), value: t(`topic.${activity.topic}`) },
        { term: t('field.asked'), value: asked.length === 0 ? t('pages.activity.anybody') : asked.join(' · ') },
        { term: t('field.risk'), value: activity.riskNotice },
        { term: t('field.insurance'), value: t(activity.insured ? 'pages.activity.insured' : `risk.${activity.risk}`) },
      ]}
    />
  )
}

/** One activity with its shifts, for everybody. */
export const ActivityPage = ({ activity, now }: ActivityPageProps) => {
  const t = useT('volunteering')
  const when = useWhen()
  const ahead = activity.shifts.filter(({ to }) => to > now)
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: '/open/volunteering', label: t('pages.list.title') }}
      meta={{ ColumnName: t('pages.list.title'), ArticleTitle: activity.title, ContentSource: activity.host }}
    >
      <h1 className="matter serif">{activity.title}</h1>
      {activity.cancelled && (
        <p className="chips">
          <Chip tone="late">{t('pages.shift.cancelled')}</Chip>
        </p>
      )}
      {activity.about !== '' && <p>{activity.about}</p>}
      <ActivityFacts activity={activity} />
      <section>
        <h2>{t('pages.activity.shifts')}</h2>
        {ahead.length === 0 ? (
          <p>{t('pages.activity.none')}</p>
        ) : (
          <List>
            {ahead.map(shift => (
              <ListRow
                key={shift.id}
                title={when(shift.from as Instant, shift.to as Instant)}
                {...(shift.cancelled ? {} : { href: `/my/volunteering/shifts/${shift.id}` })}
                chips={<Places shift={shift} />}
                meta={t('pages.shift.taken', { taken: shift.taken, capacity: shift.capacity })}
              />
            ))}
          </List>
        )}
        <p className="why">{t('pages.activity.voluntary')}</p>
      </section>
    </Shell>
  )
}
