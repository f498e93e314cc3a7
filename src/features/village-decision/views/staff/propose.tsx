import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { flagField } from '../../../../platform/ui/console/ask-fields.ts'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { ALL_MATTERS } from '../../rules/matters.ts'
import { SOURCE } from './data.ts'
import { meetingFields } from './fields.ts'

type Villages = { readonly items: readonly { readonly id: string; readonly name: string }[] }

/** What the village's party organisation proposes: the first line of the register. */
export const Propose = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('village-decision')
  const today = dateOf(useNow())
  const villages = useGet<Villages>(`${SOURCE}/villages`).data?.items
  const scans = useScans(t)
  const propose = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  if (villages === undefined) return null
  return (
    <AskDialog
      title={t('action.propose')}
      ok={t('action.propose')}
      error={propose.error}
      busy={propose.isPending}
      onCancel={onClose}
      onAnswer={answers => propose.mutate(scans.bodyOf(answers), { onSuccess: onClose })}
      fields={[
        {
          name: 'area',
          kind: 'select',
          label: t('field.area'),
          initial: villages[0]?.id ?? '',
          options: villages.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'matter',
          kind: 'select',
          label: t('field.matter'),
          options: ALL_MATTERS.map(value => ({ value, label: t(`matter.${value}`) })),
        },
        { name: 'title', label: t('field.title') },
        { name: 'text', kind: 'long', label: t('field.text') },
        ...meetingFields(t, today),
        flagField(t, 'merged'),
        scans.field,
      ]}
    >
      <p className="why">{t('does.propose')}</p>
    </AskDialog>
  )
}
