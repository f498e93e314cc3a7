import type { z } from 'zod'
import type { Instant } from '../../../../kernel/time.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { activityOut } from '../../api-out.ts'
import { TOPICS } from '../../rules/kinds.ts'
import { useWhen } from '../when.tsx'

export type Activity = z.output<typeof activityOut>
type Typed = { readonly town: string; readonly topic: string }

export type ActivityListProps = {
  readonly items: readonly Activity[]
  readonly next: string | null
  readonly later: boolean
  readonly typed: Typed
  readonly towns: readonly Option[]
  readonly now: Instant
}

const PATH = '/open/volunteering'

const address = (typed: Typed, more: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''))
  return query.size === 0 ? PATH : `${PATH}?${query}`
}

/** The next shift that lies ahead. */
const nextOf = ({ shifts }: Activity, now: Instant) => shifts.find(({ to, cancelled }) => !cancelled && to > now)

/** How many places are left, or how it stands. */
export const Places = ({ shift }: { readonly shift: Activity['shifts'][number] }) => {
  const t = useT('volunteering')
  if (shift.cancelled) return <Chip tone="late">{t('pages.shift.cancelled')}</Chip>
  const free = shift.capacity - shift.taken
  return free > 0 ? (
    <Chip tone="ok">{t('pages.shift.free', { count: free })}</Chip>
  ) : (
    <Chip tone="warn">{t('pages.shift.full')}</Chip>
  )
}

/** What one can help with: activities of the city, the next shift of each. */
export const ActivityList = ({ items, next, later, typed, towns, now }: ActivityListProps) => {
  const t = useT('volunteering')
  const href = useHref()
  const when = useWhen()
  return (
    <Shell tab="/open/work-orders" meta={{ ColumnName: t('pages.list.title') }}>
      <h1>{t('pages.list.title')}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
      <Actions>
        <LinkButton tone="primary" href="/my/volunteering">
          {t('pages.list.mine')}
        </LinkButton>
        <LinkButton href="/my/help/new">{t('pages.list.help')}</LinkButton>
      </Actions>
      <FilterBar
        action={PATH}
        clearHref={PATH}
        fields={[
          { kind: 'select', name: 'town', label: t('field.town'), value: typed.town, options: towns },
          {
            kind: 'select',
            name: 'topic',
            label: t('field.topic'),
            value: typed.topic,
            options: TOPICS.map(value => ({ value, label: t(`topic.${value}`) })),
          },
        ]}
      />
      {items.length === 0 ? (
        <Empty title={t('pages.list.none')} />
      ) : (
        <List>
          {items.map(activity => {
            const shift = nextOf(activity, now)
            return (
              <ListRow
                key={activity.id}
                title={activity.title}
                href={`${PATH}/${activity.no}`}
                chips={shift === undefined ? <Chip>{t('pages.list.over')}</Chip> : <Places shift={shift} />}
                meta={[
                  activity.areaName,
                  t(`topic.${activity.topic}`),
                  shift === undefined ? '' : when(shift.from as Instant, shift.to as Instant),
                ]
                  .filter(part => part !== '')
                  .join(' · ')}
              />
            )
          })}
        </List>
      )}
      {(next !== null || later) && (
        <Pager
          shown={items.length}
          {...(next === null ? {} : { next: address(typed, { cursor: next }) })}
          {...(later ? { first: address(typed, {}) } : {})}
        />
      )}
      <p className="meta after">
        <a href={href('/open/volunteering-figures')}>{t('pages.figures.title')}</a>
        {' · '}
        <a href={href('/open/volunteer-certificates')}>{t('pages.check.title')}</a>
      </p>
    </Shell>
  )
}
