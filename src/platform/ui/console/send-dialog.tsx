import { type Answers, AskDialog, type AskField } from './ask.tsx'
import { useAction } from './hooks.tsx'

/** A thing that can be done: where it is sent, what it asks for, what it says first. */
export type Sending = {
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

/** What was typed, without the fields left empty. */
export const given = (answers: Answers): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value.trim() !== ''))

/** The form of what is sent as it was typed; it stays through every refusal. */
export const SendDialog = ({ sending, onClose }: { readonly sending: Sending; readonly onClose: () => void }) => {
  const act = useAction<object>((body, { api, key }) => api.send('POST', sending.path, body, { key }), sending.renews)
  const bodyOf = (answers: Answers): object => {
    const typed = given(answers)
    const lists = Object.fromEntries(
      (sending.lists ?? []).map(name => [name, (typed[name] ?? '').split(',').filter(one => one !== '')]),
    )
    return { ...typed, ...lists, ...sending.more }
  }
  return (
    <AskDialog
      title={sending.title}
      ok={sending.title}
      danger={sending.danger ?? false}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(bodyOf(answers), { onSuccess: onClose })}
      fields={sending.fields}
    >
      {sending.says !== undefined && <p className="why">{sending.says}</p>}
    </AskDialog>
  )
}
