import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip, type Tone } from '../../../../platform/ui/parts/chip.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'

type Typed = { readonly town: string; readonly state: string; readonly theme: string }

export type TopicListProps = {
  readonly items: readonly ShownItem[]
  readonly next: string | null
  readonly later: boolean
  readonly typed: Typed
  readonly towns: readonly Option[]
  readonly themes: readonly string[]
}

const PATH = '/open/deliberations'
const STATES = ['talk', 'meet', 'posted', 'doing', 'ended'] as const
const NOW: ReadonlySet<string> = new Set(['noticed', 'meeting', 'posted', 'result-posted'])

export const toneOf = (step: string): Tone => (NOW.has(step) ? 'warn' : step === 'closed' ? 'ok' : 'plain')

const address = (typed: Typed, more: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''))
  return query.size === 0 ? PATH : `${PATH}?${query}`
}

/** What is being talked about near one, and what came of it, for everybody. */
export const TopicList = ({ items, next, later, typed, towns, themes }: TopicListProps) => {
  const t = useT('deliberation')
  const href = useHref()
  return (
    <Shell tab="/open/work-orders" meta={{ ColumnName: t('pages.list.title') }}>
      <h1>{t('pages.list.title')}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
      <Actions>
        <LinkButton tone="primary" href="/my/topics/new">
          {t('pages.raise.title')}
        </LinkButton>
        <LinkButton href="/meet">{t('pages.code.title')}</LinkButton>
      </Actions>
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
          {
            kind: 'select',
            name: 'theme',
            label: t('field.theme'),
            value: typed.theme,
            options: themes.map(theme => ({ value: theme, label: t(`theme.${theme}`) })),
          },
        ]}
      />
      {items.length === 0 ? (
        <Empty title={t('pages.list.none')} />
      ) : (
        <List>
          {items.map(item => (
            <TopicRow key={item.no} item={item} />
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
        <a href={href('/my/topics')}>{t('pages.mine.title')}</a>
        {' · '}
        <a href={href('/open/deliberation-figures')}>{t('pages.figures.title')}</a>
        {' · '}
        <a href={href('/open/procedures/deliberation')}>{t('pages.procedure.title')}</a>
      </p>
    </Shell>
  )
}

/** One topic in a list: what, where, how far. */
export const TopicRow = ({ item }: { readonly item: ShownItem }) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const at = parseInstant(item.raisedAt)
  const when = at === undefined ? '' : date(at)
  const posted = item.step === 'posted' || item.step === 'result-posted'
  return (
    <ListRow
      title={item.title}
      href={`${PATH}/${item.no}`}
      chips={<Chip tone={toneOf(item.step)}>{t(`step.${item.step}`)}</Chip>}
      meta={[
        item.areaName,
        t(`theme.${item.theme}`),
        t('pages.list.raised', { when }),
        item.step === 'noticed' && item.meetingOn !== null ? t('pages.meetsOn', { on: date(item.meetingOn) }) : '',
        posted && item.until !== null ? t('pages.until', { until: date(item.until) }) : '',
      ]
        .filter(part => part !== '')
        .join(' · ')}
    />
  )
}
