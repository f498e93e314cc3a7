import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import type { Deed as DeedName } from '../../shown.ts'
import type { ShownUse } from '../../shown-use.ts'
import { SOURCE } from './data.ts'
import { fieldsOf, WITH_PHOTOS, WITH_SCANS } from './fields.ts'

const DANGER: ReadonlySet<string> = new Set(['withdraw', 'stop', 'reclaim', 'decline', 'sendBack', 'redo'])

/** The form of one deed. It keeps what was typed through every refusal; another's deed in between is refused as such. */
export const Deed = ({
  verb,
  use,
  onClose,
}: {
  readonly verb: DeedName
  readonly use: ShownUse
  readonly onClose: () => void
}) => {
  const t = useT('fund-use')
  const today = dateOf(useNow())
  const scans = useScans(t)
  const act = useAction<object>(
    (body, { api, key }) =>
      api.send('POST', `${SOURCE}/${use.id}/${kebab(verb)}`, body, {
        key,
        ...(verb !== 'callVote' && { ifMatch: `"${use.version}"` }),
      }),
    [SOURCE],
  )
  const fields = fieldsOf(verb, t, { today, use })
  const pictures = WITH_PHOTOS.has(verb)
    ? [{ ...scans.field, label: t('field.photos'), hint: t('field.photosHint') }]
    : WITH_SCANS.has(verb)
      ? [scans.field]
      : []
  return (
    <AskDialog
      title={t(`action.${verb}`)}
      ok={t(`action.${verb}`)}
      danger={DANGER.has(verb)}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(scans.bodyOf(answers), { onSuccess: onClose })}
      fields={[...fields, ...pictures]}
    >
      <p className="why">{t(`does.${verb}`)}</p>
    </AskDialog>
  )
}
