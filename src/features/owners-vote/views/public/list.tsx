import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { Named } from './named.tsx'

type Typed = { readonly town: string; readonly state: string }

export type OwnersVoteListProps = {
  readonly items: readonly ShownItem[]
  readonly next: string | null
  readonly later: boolean
  readonly typed: Typed
  readonly towns: readonly Option[]
}

const PATH = '/open/owners-votes'
const STATES = ['coming', 'voting', 'result', 'ended'] as const

const address = (typed: Typed, more: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''))
  return query.size === 0 ? PATH : `${PATH}?${query}`
}

/** What owners of the city's estates are deciding and have decided, for everybody. */
export const OwnersVoteList = ({ items, next, later, typed, towns }: OwnersVoteListProps) => {
  const t = useT('owners-vote')
  const href = useHref()
  return (
    <Shell tab="/open/work-orders" meta={{ ColumnName: t('pages.list.title') }}>
      <h1>{t('pages.list.title')}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
      <Named />
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
            <VoteLine key={item.no} item={item} href={`${PATH}/${item.no}`} />
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
        <a href={href('/me/votes')}>{t('mine.title')}</a>
        {' · '}
        <a href={href('/open/procedures/owners-vote')}>{t('pages.procedure.title')}</a>
      </p>
    </Shell>
  )
}

/** Where a vote stands, in one word: while its roll is settled, whether one can vote now. */
export const StepChip = ({ vote }: { readonly vote: Pick<ShownItem, 'step' | 'opens' | 'closes'> }) => {
  const t = useT('owners-vote')
  const now = useNow()
  const [opens, closes] = [vote.opens, vote.closes].map(text => (text === null ? undefined : parseInstant(text)))
  const open =
    vote.step === 'registered' && opens !== undefined && closes !== undefined && now >= opens && now <= closes
  return <Chip tone={open ? 'warn' : 'plain'}>{open ? t('pages.list.voting') : t(`step.${vote.step}`)}</Chip>
}

/** One vote in a list: what, where, who decides, until when. */
export const VoteLine = ({ item, href }: { readonly item: ShownItem; readonly href: string }) => {
  const t = useT('owners-vote')
  const { date } = useFormat()
  const closes = item.closes === null ? undefined : parseInstant(item.closes)
  const opens = item.opens === null ? undefined : parseInstant(item.opens)
  const when =
    item.step === 'registered' && closes !== undefined
      ? t('pages.list.closes', { when: date(closes) })
      : item.step === 'noticed' && opens !== undefined
        ? t('pages.list.opens', { when: date(opens) })
        : item.step === 'posted' && item.until !== null
          ? t('pages.until', { until: date(item.until) })
          : ''
  return (
    <ListRow
      title={item.title}
      href={href}
      chips={<StepChip vote={item} />}
      meta={[item.estateName, item.scope, t('pages.list.motions', { count: item.motions }), when]
        .filter(part => part !== '')
        .join(' · ')}
    />
  )
}
