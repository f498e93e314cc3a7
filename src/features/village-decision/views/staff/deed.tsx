import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { DeedDialog } from '../../../../platform/ui/console/deed-dialog.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import type { ShownDecision } from '../../shown.ts'
import type { VerbName } from '../../verbs.ts'
import { SOURCE } from './data.ts'
import { fieldsOf, WITH_SCANS } from './fields.ts'

/** The form of one deed to a decision. */
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
  const open = decision.objections.filter(({ state }) => state === 'open').map(({ seq }) => seq)
  return (
    <DeedDialog
      space="village-decision"
      deed={verb}
      source={SOURCE}
      path={`${decision.id}/${kebab(verb)}`}
      version={decision.version}
      danger={verb === 'withdraw' || verb === 'sendBack'}
      fields={fieldsOf(verb, t, { today, objections: open })}
      scans={WITH_SCANS.has(verb)}
      onClose={onClose}
    />
  )
}
