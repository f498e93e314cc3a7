import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'

/** One of a list of words. */
export const choice = (
  t: Translate,
  name: string,
  group: string,
  values: readonly string[],
  more: { readonly optional?: boolean; readonly initial?: string } = {},
): AskField => ({
  name,
  kind: 'select',
  label: t(`field.${name}`),
  options: values.map(value => ({ value, label: t(`${group}.${value}`) })),
  ...more,
})

export const line = (
  t: Translate,
  name: string,
  more: { readonly optional?: boolean; readonly hint?: string; readonly initial?: string } = {},
): AskField => ({
  name,
  label: t(`field.${name}`),
  ...more,
})
export const long = (t: Translate, name: string, optional = false): AskField => ({
  name,
  kind: 'long',
  label: t(`field.${name}`),
  optional,
})
export const day = (t: Translate, name: string, initial = ''): AskField => ({
  name,
  kind: 'date',
  label: t(`field.${name}`),
  initial,
})
/** A day and two times of day. */
export const when = (t: Translate, today: string): readonly AskField[] => [
  day(t, 'on', today),
  { name: 'from', kind: 'time', label: t('field.fromTime'), initial: '09:00' },
  { name: 'to', kind: 'time', label: t('field.toTime'), initial: '11:00' },
]
