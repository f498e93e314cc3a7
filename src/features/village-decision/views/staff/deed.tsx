import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import type { ShownDecision } from '../../shown.ts'
import type { VerbName } from '../../verbs.ts'
import { SOURCE } from './data.ts'
import { fieldsOf, WITH_SCANS } from './fields.ts'

/** The form of one deed. It keeps what was typed through every refusal; another's deed in between is refused as such. */
export const Deed = ({
  verb,
  decision,
  onClose,
}: {
  readonly verb: VerbName
  readonly decision: ShownDecision
  readonly onClose: () => void
}) => {
  const t = useT('village-decision')
  const today = dateOf(useNow())
  const scans = useScans(t)
  const act = useAction<object>(
    (body, { api, key }) =>
      api.send('POST', `${SOURCE}/${decision.id}/${kebab(verb)}`, body, { key, ifMatch: `"${decision.version}"` }),
    [SOURCE],
  )
  const open = decision.objections.filter(({ state }) => state === 'open').map(({ seq }) => seq)
  const fields = fieldsOf(verb, t, { today, objections: open })
  return (
    <AskDialog
      title={t(`action.${verb}`)}
      ok={t(`action.${verb}`)}
      danger={verb === 'withdraw' || verb === 'sendBack'}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(scans.bodyOf(answers), { onSuccess: onClose })}
      fields={WITH_SCANS.has(verb) ? [...fields, scans.field] : fields}
    >
      <p className="why">{t(`does.${verb}`)}</p>
    </AskDialog>
  )
}
