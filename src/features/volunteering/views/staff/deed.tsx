import type { Translate } from '../../../../platform/i18n/types.ts'
import { AskDialog, type AskField } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { given } from './data.ts'

/** A thing that can be done: where it is sent, what it asks for, what it says first. */
export type Deed = {
  readonly title: string
  readonly path: string
  /** Addresses to be asked anew afterwards. */
  readonly renews: readonly string[]
  readonly fields: readonly AskField[]
  readonly says?: string
  readonly danger?: boolean
  /** Fields with several values, typed as one line. */
  readonly lists?: readonly string[]
  /** What is sent besides. */
  readonly more?: Readonly<Record<string, string>>
}

/** The form of one deed; what was typed stays through every refusal. */
export const DeedDialog = ({ deed, onClose }: { readonly deed: Deed; readonly onClose: () => void }) => {
  const act = useAction<object>((body, { api, key }) => api.send('POST', deed.path, body, { key }), deed.renews)
  const bodyOf = (answers: Readonly<Record<string, string>>): object => {
    const typed = given(answers)
    const lists = Object.fromEntries(
      (deed.lists ?? []).map(name => [name, (typed[name] ?? '').split(',').filter(one => one !== '')]),
    )
    return { ...typed, ...lists, ...deed.more }
  }
  return (
    <AskDialog
      title={deed.title}
      ok={deed.title}
      danger={deed.danger ?? false}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(bodyOf(answers), { onSuccess: onClose })}
      fields={deed.fields}
    >
      {deed.says !== undefined && <p className="why">{deed.says}</p>}
    </AskDialog>
  )
}

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
