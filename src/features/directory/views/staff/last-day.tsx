import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import type { DialogProps } from '../../../../platform/ui/console/list-types.ts'
import { useNow, useT } from '../../../../platform/ui/context.tsx'

export type LastDay = { readonly lastDay: string }

const lastDayDialog =
  (message: string) =>
  ({ onDone, onCancel }: DialogProps<unknown, LastDay>) => {
    const t = useT('directory')
    const now = useNow()
    return (
      <AskDialog
        title={t(`${message}.title`)}
        ok={t(`${message}.ok`)}
        danger
        fields={[{ name: 'lastDay', kind: 'date', label: t('staff.lastDay'), initial: dateOf(now) }]}
        onAnswer={({ lastDay = '' }) => onDone({ lastDay })}
        onCancel={onCancel}
      >
        <p className="why">{t(`${message}.why`)}</p>
      </AskDialog>
    )
  }

export const EndOrganisation = lastDayDialog('staff.endOrganisation')
export const EndOffice = lastDayDialog('staff.endOffice')
