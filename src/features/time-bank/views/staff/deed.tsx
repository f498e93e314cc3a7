import { AskDialog, type AskField } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'

export const SOURCE = '/api/time-banks'
const given = (answers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value.trim() !== ''))

/** Something that is done to a time bank, asked for in a dialog. */
export type Deed = {
  readonly title: string
  readonly path: string
  readonly says: string
  readonly fields: readonly AskField[]
  readonly danger?: boolean
}

export const Dialog = ({ deed, onClose }: { readonly deed: Deed; readonly onClose: () => void }) => {
  const act = useAction<object>((body, { api, key }) => api.send('POST', deed.path, body, { key }), [SOURCE])
  return (
    <AskDialog
      title={deed.title}
      ok={deed.title}
      danger={deed.danger ?? false}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(given(answers), { onSuccess: onClose })}
      fields={deed.fields}
    >
      <p className="why">{deed.says}</p>
    </AskDialog>
  )
}
