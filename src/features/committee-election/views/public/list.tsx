import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { Secret } from './secret.tsx'

type Typed = { readonly town: string; readonly state: string }

export type ElectionsProps = {
  readonly items: readonly ShownItem[]
  readonly next: string | null
  readonly later: boolean
  readonly typed: Typed
  readonly towns: readonly Option[]
}

const PATH = '/open/elections'
const STATES = ['preparing', 'voting', 'done', 'stopped'] as const
const RUNNING: ReadonlySet<string> = new Set(['announced', 'listed', 'standing', 'polling'])

const address = (typed: Typed, more: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''))
  return query.size === 0 ? PATH : `${PATH}?${query}`
}

/** Elections of the committees of communities and villages, for everybody. */
export const Elections = ({ items, next, later, typed, towns }: ElectionsProps) => {
  const t = useT('committee-election')
  const href = useHref()
  return (
    <Shell tab="/open/work-orders" meta={{ ColumnName: t('pages.list.title') }}>
      <h1>{t('pages.list.title')}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
      <Secret />
      <FilterBar
        action={PATH}
        clearHref={PATH}
        fields={[
          { kind: 'select', name: 'town', label: t('pages.list.town'), value: typed.town, options: towns },
          {
            kind: 'select',
            name: 'state',
            label: t('pages.list.state'),
            value: typed.state,
            options: STATES.map(state => ({ value: state, label: t(`pages.list.${state}`) })),
          },
        ]}
      />
      {items.length === 0 ? (
        <Empty title={t('pages.list.none')} />
      ) : (
        <List>
          {items.map(item => (
            <Row key={item.no} item={item} />
          ))}
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
        <a href={href('/open/procedures/committee-election')}>{t('pages.procedure.title')}</a>
      </p>
    </Shell>
  )
}

const Row = ({ item }: { readonly item: ShownItem }) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  return (
    <ListRow
      title={t('pages.title', { place: item.areaName, body: t(`body.${item.body}`) })}
      href={`${PATH}/${item.no}`}
      chips={<Chip tone={RUNNING.has(item.step) ? 'warn' : 'plain'}>{t(`step.${item.step}`)}</Chip>}
      meta={[t(`mode.${item.mode}`), t('pages.list.polling', { when: date(item.pollingOn) })].join(' · ')}
    />
  )
}
