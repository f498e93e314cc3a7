import type { ReactNode } from 'react'
import { useT } from '../context.tsx'
import { type Answers, AskDialog, type AskField } from './ask.tsx'
import { useAction } from './hooks.tsx'
import { useScans } from './scans.tsx'

/**
 * The form of one deed to a matter. It keeps what was typed through every refusal; another's deed in between is refused
 * as such. The words are the slice's `action.<deed>` and `does.<deed>`.
 * @param source of the list, which is asked for again afterwards  @param path of the deed, below the source
 * @param version the reader saw; none for a deed that may come beside another's
 * @param scans whether scans of the paper may come with it
 * @param given the body of the answers; what was left empty is left out where `filled` makes it
 * @param children what stands above what the deed does
 */
export const DeedDialog = ({
  space,
  deed,
  source,
  path,
  version,
  danger = false,
  fields,
  scans = false,
  given = (answers, filled) => filled(answers),
  onClose,
  children,
}: {
  readonly space: string
  readonly deed: string
  readonly source: string
  readonly path: string
  readonly version: number | undefined
  readonly danger?: boolean
  readonly fields: readonly AskField[]
  readonly scans?: boolean
  readonly given?: (answers: Answers, filled: (answers: Answers) => object) => object
  readonly onClose: () => void
  readonly children?: ReactNode
}) => {
  const t = useT(space)
  const papers = useScans(t)
  const act = useAction<object>(
    (body, { api, key }) =>
      api.send('POST', `${source}/${path}`, body, { key, ...(version !== undefined && { ifMatch: `"${version}"` }) }),
    [source],
  )
  return (
    <AskDialog
      title={t(`action.${deed}`)}
      ok={t(`action.${deed}`)}
      danger={danger}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(given(answers, papers.bodyOf), { onSuccess: onClose })}
      fields={scans ? [...fields, papers.field] : fields}
    >
      {children}
      <p className="why">{t(`does.${deed}`)}</p>
    </AskDialog>
  )
}
