import { atMinute, dateOf, type Instant, minuteOfDay } from '../../../kernel/time.ts'
import { useFormat, useT } from '../../../platform/ui/context.tsx'
import { Chip } from '../../../platform/ui/parts/chip.tsx'
import type { Reason } from '../rules/match.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** `09:30` of an instant. */
export const clockOf = (at: Instant): string => `${two(Math.floor(minuteOfDay(at) / 60))}:${two(minuteOfDay(at) % 60)}`

/** The day of an instant in the form of fields. */
export const dayOf = (at: Instant): string => dateOf(at)

/** A period as people say it: the day once, with its times; 24:00 for the midnight that ends it. */
export const useWhen = (): ((from: Instant, to: Instant) => string) => {
  const { date } = useFormat()
  return (from, to) => {
    const midnight = to === atMinute(dateOf(from), 24 * 60)
    const end = midnight ? '24:00' : clockOf(to)
    const other = midnight || dateOf(from) === dateOf(to) ? '' : `${date(dateOf(to))} `
    return `${date(dateOf(from))} ${clockOf(from)}–${other}${end}`
  }
}

/** Minutes as hours and minutes. */
export const useHours = (): ((minutes: number) => string) => {
  const t = useT('volunteering')
  return minutes => t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

const STATES: Readonly<Record<string, 'ok' | 'late' | 'warn' | 'plain'>> = {
  ...{ taken: 'ok', present: 'ok', done: 'ok', recorded: 'ok', accepted: 'ok', agreed: 'warn', open: 'warn' },
  ...{ waiting: 'warn', claimed: 'warn', asked: 'warn', disputed: 'late', refused: 'late', 'no-show': 'late' },
}

/** How something stands, in its word. @param of a group of words: signup, service, match, need */
export const State = ({ of, state }: { readonly of: string; readonly state: string }) => {
  const t = useT('volunteering')
  return <Chip tone={STATES[state] ?? 'plain'}>{t(`${of}.${state}`)}</Chip>
}

/** Why two were matched, in words. */
export const useReasons = (): ((
  reasons: readonly { readonly kind: string; readonly of?: string | undefined }[],
) => string) => {
  const t = useT('volunteering')
  const GROUPS: Readonly<Record<string, string>> = {
    skill: 'skill',
    language: 'language',
    wish: 'topic',
  } satisfies Partial<Record<Reason['kind'], string>>
  return reasons =>
    reasons
      .map(({ kind, of = '' }) =>
        t(`reason.${kind}`, { of: GROUPS[kind] === undefined ? '' : t(`${GROUPS[kind]}.${of}`) }),
      )
      .join(t('reason.and'))
}
