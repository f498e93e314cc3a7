import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { SCOPES, THEMES } from '../../rules/kinds.ts'
import { MATTERS, type Matters, type Places, SOURCE } from './data.ts'

/** A topic that staff raise, of their own or from the town's list. */
export const Enter = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('deliberation')
  const today = dateOf(useNow())
  const places = useGet<Places>(`${SOURCE}/places`).data?.items
  const matters = useGet<Matters>(MATTERS).data?.items
  const enter = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  if (places === undefined || matters === undefined) return null
  return (
    <AskDialog
      title={t('console.raise')}
      ok={t('console.raise')}
      error={enter.error}
      busy={enter.isPending}
      onCancel={onClose}
      onAnswer={answers => enter.mutate(answers, { onSuccess: onClose })}
      fields={[
        {
          name: 'area',
          kind: 'select',
          label: t('field.area'),
          initial: places[0]?.id ?? '',
          options: places.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'matter',
          kind: 'select',
          label: t('field.matter'),
          optional: true,
          options: matters.map(({ id, text }) => ({ value: id, label: text })),
        },
        {
          name: 'theme',
          kind: 'select',
          label: t('field.theme'),
          initial: 'other',
          options: THEMES.map(value => ({ value, label: t(`theme.${value}`) })),
        },
        {
          name: 'scope',
          kind: 'select',
          label: t('field.scope'),
          initial: 'whole',
          options: SCOPES.map(value => ({ value, label: t(`scope.${value}`) })),
        },
        { name: 'title', label: t('field.title') },
        { name: 'text', kind: 'long', label: t('field.text') },
        { name: 'foundOn', kind: 'date', label: t('field.foundOn'), initial: today },
      ]}
    >
      <p className="why">{t('does.raise')}</p>
    </AskDialog>
  )
}
