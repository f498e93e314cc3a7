import type { Instant } from '../../../../kernel/time.ts'
import { DAY_MS, dateOf, parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import type { Tone } from '../../../../platform/ui/parts/chip.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import type { ItemOut } from '../../api.ts'
import type { Item } from './data.ts'

export const instantAt = (iso: string | null): Instant | undefined => (iso === null ? undefined : parseInstant(iso))

/** The last part of the number: enough to tell rows of a day apart; the whole is its title. */
export const ShortNo = ({ no }: { readonly no: string }) => (
  <span title={no}>
    <span className="unseen">{no.slice(0, -4)}</span>
    {no.slice(-4)}
  </span>
)

export const Request = ({ item }: { readonly item: Item }) => {
  const t = useT('work-order')
  return (
    <span className="request">
      {item.urgent && <Chip tone="urgent">{t('console.chip.urgent')}</Chip>}
      {item.confidential && <Chip>{t('console.chip.confidential')}</Chip>}
      <span className="words">{item.title}</span>
      {item.linked > 0 && <Chip>{t('console.chip.linked', { count: item.linked })}</Chip>}
    </span>
  )
}

/** Who has it; while nobody does, who usually would, and why. */
export const UnitCell = ({ item }: { readonly item: Item }) => {
  const t = useT('work-order')
  if (item.leadName !== null) return <span className="one-line">{item.leadName}</span>
  if (item.suggested === null) return <span className="meta">–</span>
  return (
    <span className="meta one-line" title={item.suggested.why}>
      {t('console.suggested', { unit: item.suggested.name, why: item.suggested.why })}
    </span>
  )
}

const SHORT_MS = 2 * DAY_MS

type ItemClock = ItemOut['clocks'][number]

/** A clock in a cell: how much is left of a short one, the day of a long one, and how it ended. */
export const ClockCell = ({ item, name }: { readonly item: Item; readonly name: string }) => {
  const t = useT('work-order')
  const format = useFormat()
  const now = useNow()
  const clock = item.clocks.find(one => one.name === name)
  const due = instantAt(clock?.dueAt ?? null)
  if (clock === undefined || (due === undefined && clock.state === 'waiting')) return <span className="meta">–</span>
  const { tone, text } = wordsOf(clock, due, now)
  const words =
    text === 'span' && due !== undefined
      ? format.span(due - now)
      : text === 'day' && due !== undefined
        ? dateOf(due).slice(5)
        : ''
  return (
    <Chip tone={tone}>
      <span title={due === undefined ? undefined : format.moment(due, now)}>
        {t(`console.clock.${clock.state}`, { span: words })}
      </span>
    </Chip>
  )
}

const wordsOf = (
  { state }: ItemClock,
  due: Instant | undefined,
  now: Instant,
): { readonly tone: Tone; readonly text: 'span' | 'day' | '' } => {
  if (state === 'overdue') return { tone: 'late', text: 'span' }
  if (state === 'met-late') return { tone: 'late', text: '' }
  if (state === 'met') return { tone: 'ok', text: '' }
  if (state !== 'running' || due === undefined) return { tone: 'plain', text: '' }
  return due - now < SHORT_MS ? { tone: 'warn', text: 'span' } : { tone: 'plain', text: 'day' }
}

const WAITS: ReadonlySet<string> = new Set(['returning', 'submitted'])

export const StepCell = ({ item }: { readonly item: Item }) => {
  const t = useT('work-order')
  return (
    <>
      {t(`step.${item.step}`)}
      {item.pending !== null && <Chip tone="warn">{t(`console.pending.${item.pending}`)}</Chip>}
      {item.pending === null && WAITS.has(item.step) && <span className="unseen">{t('console.waits')}</span>}
    </>
  )
}
