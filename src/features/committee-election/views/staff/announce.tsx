import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { FORMERS, MODES } from '../../rules/state.ts'
import { Secret } from '../public/secret.tsx'
import { SOURCE } from './data.ts'

type Places = { readonly items: readonly { readonly id: string; readonly name: string; readonly body: string }[] }

/** What the election committee announces: the day, the seats, who casts, and who runs it. */
export const Announce = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('committee-election')
  const today = dateOf(useNow())
  const places = useGet<Places>(`${SOURCE}/places`).data?.items
  const scans = useScans(t)
  const announce = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  if (places === undefined) return null
  return (
    <AskDialog
      title={t('action.announce')}
      ok={t('action.announce')}
      error={announce.error}
      busy={announce.isPending}
      onCancel={onClose}
      onAnswer={answers => announce.mutate(scans.bodyOf(answers), { onSuccess: onClose })}
      fields={[
        {
          name: 'area',
          kind: 'select',
          label: t('field.area'),
          initial: places[0]?.id ?? '',
          options: places.map(({ id, name, body }) => ({ value: id, label: `${name} · ${t(`body.${body}`)}` })),
        },
        {
          name: 'mode',
          kind: 'select',
          label: t('field.mode'),
          hint: t('field.modeHint'),
          initial: 'persons',
          options: MODES.map(value => ({ value, label: t(`mode.${value}`) })),
        },
        { name: 'vices', kind: 'number', label: t('field.vices'), initial: '1' },
        { name: 'members', kind: 'number', label: t('field.members'), initial: '2' },
        { name: 'women', kind: 'number', label: t('field.women'), hint: t('field.womenHint'), initial: '1' },
        { name: 'pollingOn', kind: 'date', label: t('field.pollingOn') },
        { name: 'formedOn', kind: 'date', label: t('field.formedOn'), initial: today },
        {
          name: 'formedBy',
          kind: 'select',
          label: t('field.formedBy'),
          initial: 'representatives',
          options: FORMERS.map(value => ({ value, label: t(`former.${value}`) })),
        },
        { name: 'officials', kind: 'long', label: t('field.officials'), hint: t('field.officialsHint') },
        { name: 'record', label: t('field.record'), hint: t('field.recordHint') },
        { name: 'note', kind: 'long', label: t('field.note'), optional: true },
        scans.field,
      ]}
    >
      <Secret />
      <p className="why">{t('does.announce')}</p>
    </AskDialog>
  )
}
