import type { Translate } from '../../../../platform/i18n/types.ts'
import type { Answers, AskField } from '../../../../platform/ui/console/ask.tsx'
import { CAUSES, EMERGENCIES, PARTS, ROUTES } from '../../rules/matters.ts'

type Named = AskField & { readonly name: string }
type Estate = { readonly id: string; readonly name: string; readonly hasAssembly: boolean }

export const QUOTATIONS_MAX = 5
const SCOPES = ['estate', 'building', 'stairwell'] as const
const numbers = Array.from({ length: QUOTATIONS_MAX }, (_, index) => index + 1)

const choices = (t: Translate, of: string, values: readonly string[]) =>
  values.map(value => ({ value, label: t(`${of}.${value}`) }))

const quotationFields = (t: Translate, no: number): readonly Named[] => [
  { name: `company${no}`, label: t('field.companyOf', { no }), optional: no > 1 },
  { name: `yuan${no}`, label: t('field.yuanOf', { no }), hint: t('field.yuan'), optional: no > 1 },
  { name: `record${no}`, label: t('field.quotationOf', { no }), optional: true },
]

/** What an application asks for, in the order of the paper form. @param quotations how many offers can be entered */
export const applyFields = (t: Translate, estates: readonly Estate[], quotations: number): readonly Named[] => [
  {
    name: 'estate',
    kind: 'select',
    label: t('field.estate'),
    initial: estates[0]?.id ?? '',
    options: estates.map(({ id, name }) => ({ value: id, label: name })),
  },
  {
    name: 'route',
    kind: 'select',
    label: t('field.route'),
    initial: estates[0]?.hasAssembly === true ? 'assembly' : 'authority',
    options: choices(t, 'route', ROUTES),
  },
  { name: 'scope', kind: 'select', label: t('field.scope'), initial: 'building', options: choices(t, 'scope', SCOPES) },
  { name: 'building', label: t('field.building'), hint: t('field.buildingHint'), optional: true },
  { name: 'stairwell', label: t('field.stairwell'), optional: true },
  { name: 'part', kind: 'select', label: t('field.part'), initial: PARTS[0], options: choices(t, 'part', PARTS) },
  { name: 'cause', kind: 'select', label: t('field.cause'), initial: CAUSES[0], options: choices(t, 'cause', CAUSES) },
  {
    name: 'emergency',
    kind: 'select',
    label: t('field.emergency'),
    hint: t('field.emergencyHint'),
    optional: true,
    options: choices(t, 'emergency', EMERGENCIES),
  },
  { name: 'title', label: t('field.title') },
  { name: 'text', kind: 'long', label: t('field.text') },
  { name: 'measures', kind: 'long', label: t('field.measures') },
  { name: 'warrantyUntil', kind: 'date', label: t('field.warrantyUntil'), optional: true },
  { name: 'budget', label: t('field.budget'), hint: t('field.yuan') },
  ...numbers.slice(0, quotations).flatMap(no => quotationFields(t, no)),
  { name: 'chosen', kind: 'number', label: t('field.chosen'), initial: '1' },
  { name: 'record', label: t('field.record'), hint: t('field.recordOf.apply') },
]

const OWN = /^(company|yuan|record)\d+$/

/** The body of an application: its offers in a list. */
export const bodyOf = (
  answers: Answers,
): Readonly<Record<string, unknown>> & { readonly quotations: readonly object[] } => ({
  ...Object.fromEntries(Object.entries(answers).filter(([name, value]) => !OWN.test(name) && value.trim() !== '')),
  quotations: numbers.flatMap(no => {
    const company = (answers[`company${no}`] ?? '').trim()
    return company === ''
      ? []
      : [{ company, yuan: (answers[`yuan${no}`] ?? '').trim(), record: (answers[`record${no}`] ?? '').trim() }]
  }),
})
