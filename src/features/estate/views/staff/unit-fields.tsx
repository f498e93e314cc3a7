import type { Translate } from '../../../../platform/i18n/types.ts'
import { AskDialog, type AskField } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { linesOfOwners } from '../../rules/owner.ts'
import { BASES } from '../../rules/title.ts'
import { AREA_SOURCES, KINDS } from '../../rules/unit.ts'
import { m2 } from '../public/list.tsx'
import { given, SOURCE, type Unit } from './data.ts'

/** Code, place, kind and area of a unit. */
export const unitFields = (t: Translate, unit?: Unit, source = 'register'): readonly AskField[] => [
  { name: 'code', label: t('field.code'), hint: t('field.codeHint'), initial: unit?.code ?? '' },
  { name: 'building', label: t('field.building'), initial: unit?.building ?? '' },
  { name: 'stairwell', label: t('field.stairwell'), optional: true, initial: unit?.stairwell ?? '' },
  {
    name: 'kind',
    kind: 'select',
    label: t('field.kind'),
    initial: unit?.kind ?? 'home',
    options: KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
  },
  {
    name: 'area',
    label: t('field.area'),
    hint: t('field.areaHint'),
    initial: unit === undefined ? '' : m2(unit.areaDm2),
  },
  {
    name: 'areaSource',
    kind: 'select',
    label: t('field.areaSource'),
    initial: source,
    options: AREA_SOURCES.map(value => ({ value, label: t(`areaSource.${value}`) })),
  },
]

/** Who owns it from which day on, by which paper. */
export const transferFields = (t: Translate, today: string): readonly AskField[] => [
  { name: 'owners', kind: 'long', label: t('field.owners'), hint: t('field.ownersHint'), optional: true },
  { name: 'on', kind: 'date', label: t('field.on'), initial: today },
  { name: 'handedOn', kind: 'date', label: t('field.handedOn'), hint: t('field.handedOnHint'), optional: true },
  {
    name: 'basis',
    kind: 'select',
    label: t('field.basis'),
    initial: 'register',
    options: BASES.map(value => ({ value, label: t(`basis.${value}`) })),
  },
  { name: 'paper', label: t('field.paper'), hint: t('field.paperHint'), optional: true },
]

/** Answers of those fields as the API takes them: owners one a line become a list. */
export const transferBody = ({ owners = '', ...rest }: Readonly<Record<string, string>>): object => ({
  ...given(rest),
  owners: linesOfOwners(owners),
})

export const AddUnit = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useT('estate')
  const add = useAction<object>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${id}/units`, body, { key }),
    [SOURCE],
  )
  return (
    <AskDialog
      title={t('console.addUnit')}
      ok={t('console.addUnit')}
      error={add.error}
      busy={add.isPending}
      onCancel={onClose}
      onAnswer={answers => add.mutate(given(answers), { onSuccess: onClose })}
      fields={unitFields(t)}
    >
      <p className="why">{t('does.addUnit')}</p>
    </AskDialog>
  )
}
