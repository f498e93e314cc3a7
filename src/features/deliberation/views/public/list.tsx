import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip, type Tone } from '../../../../platform/ui/parts/chip.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import type { ShownItem } from '../../shown.ts'

export type TopicListProps = OpenListProps<ShownItem, { town: string; state: string; theme: string }> & {
  readonly themes: readonly string[]
}

const PATH = '/open/deliberations'
const STATES = ['talk', 'meet', 'posted', 'doing', 'ended'] as const
const NOW: ReadonlySet<string> = new Set(['noticed', 'meeting', 'posted', 'result-posted'])

export const toneOf = (step: string): Tone => (NOW.has(step) ? 'warn' : step === 'closed' ? 'ok' : 'plain')

/** What is being talked about near one, and what came of it, for everybody. */
export const TopicList = ({ items, themes, ...page }: TopicListProps) => {
  const t = useT('deliberation')
  return (
    <OpenList
      {...page}
      space="deliberation"
      tab="/open/work-orders"
      path={PATH}
      tools={
        <Actions>
          <LinkButton tone="primary" href="/my/topics/new">
            {t('pages.raise.title')}
          </LinkButton>
          <LinkButton href="/meet">{t('pages.code.title')}</LinkButton>
        </Actions>
      }
      states={STATES}
      fields={[
        {
          kind: 'select',
          name: 'theme',
          label: t('field.theme'),
          value: page.typed.theme,
          options: themes.map(theme => ({ value: theme, label: t(`theme.${theme}`) })),
        },
      ]}
      ways={[
        { href: '/my/topics', label: t('pages.mine.title') },
        { href: '/open/deliberation-figures', label: t('pages.figures.title') },
        { href: '/open/procedures/deliberation', label: t('pages.procedure.title') },
      ]}
    >
      {items.map(item => (
        <TopicRow key={item.no} item={item} />
      ))}
    </OpenList>
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
