import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'

type Typed = { readonly town: string; readonly state: string }

export type DecisionListProps = {
  readonly items: readonly ShownItem[]
  readonly next: string | null
  readonly later: boolean
  readonly typed: Typed
  readonly towns: readonly Option[]
}

const PATH = '/open/village-decisions'
const STATES = ['talked', 'posted', 'doing', 'ended'] as const

const address = (typed: Typed, more: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''))
  return query.size === 0 ? PATH : `${PATH}?${query}`
}

/** What villages are deciding and have decided, for everybody. */
export const DecisionList = ({ items, next, later, typed, towns }: DecisionListProps) => {
  const t = useT('village-decision')
  const href = useHref()
  return (
    <Shell tab="/open/work-orders" meta={{ ColumnName: t('pages.list.title') }}>
      <h1>{t('pages.list.title')}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
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
        <a href={href('/open/village-figures')}>{t('pages.figures.title')}</a>
        {' · '}
        <a href={href('/open/procedures/village-decision')}>{t('pages.procedure.title')}</a>
      </p>
    </Shell>
  )
}

const Row = ({ item }: { readonly item: ShownItem }) => {
  const t = useT('village-decision')
  const { date } = useFormat()
  const at = parseInstant(item.proposedAt)
  const when = at === undefined ? '' : date(at)
  const posted = item.step === 'posted' || item.step === 'result-posted'
  return (
    <ListRow
      title={item.title}
      href={`${PATH}/${item.no}`}
      chips={<Chip tone={posted ? 'warn' : 'plain'}>{t(`step.${item.step}`)}</Chip>}
      meta={[
        item.areaName,
        t(`matter.${item.matter}`),
        t('pages.list.proposed', { when }),
        posted && item.until !== null ? t('pages.until', { until: date(item.until) }) : '',
      ]
        .filter(part => part !== '')
        .join(' · ')}
    />
  )
}
