import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { noteField } from '../../../../platform/ui/console/ask-fields.ts'
import type { Deed } from '../../rules/gates.ts'
import { CATEGORIES, KINDS, YEAR_ENDS } from '../../rules/kinds.ts'
import type { Quarter } from '../../rules/quarter.ts'
import type { ShownBudget, ShownExpense } from '../../shown.ts'

export type BudgetDeed = 'plan' | 'publish' | 'yearEnd'

const select = (name: string, label: string, values: readonly (readonly [string, string])[]): AskField => ({
  name,
  kind: 'select',
  label,
  initial: values[0]?.[0] ?? '',
  options: values.map(([value, said]) => ({ value, label: said })),
})

const yuanField = (t: Translate, optional: boolean, hint: string): AskField => ({
  name: 'amount',
  label: t('field.amount'),
  hint: t(hint),
  optional,
})

/** What a grant asks for. @param places the town may grant to */
export const allocateFields = (
  t: Translate,
  places: readonly { readonly id: string; readonly name: string }[],
): readonly AskField[] => [
  select(
    'area',
    t('field.area'),
    places.map(({ id, name }) => [id, name]),
  ),
  select(
    'kind',
    t('field.kind'),
    KINDS.map(kind => [kind, t(`kind.${kind}`)]),
  ),
  yuanField(t, true, 'field.amountDue'),
  { name: 'reason', kind: 'long', label: t('field.reason'), hint: t('field.reasonHint'), optional: true },
]

const QUARTERS = [1, 2, 3, 4] as const

/** What each deed to a budget asks for. @param until the first day a notice may come down */
export const budgetFields = (
  deed: BudgetDeed,
  t: Translate,
  { kind, years, owed }: ShownBudget,
  { year: thisYear, until }: { readonly year: number; readonly until: string },
): readonly AskField[] => {
  switch (deed) {
    case 'plan':
      return [
        select(
          'category',
          t('field.category'),
          CATEGORIES[kind].map(each => [each, t(`category.${each}`)]),
        ),
        { name: 'purpose', kind: 'long', label: t('field.purpose') },
        { name: 'payee', label: t('field.payee'), hint: t('field.payeeHint') },
        yuanField(t, false, 'field.yuan'),
      ]
    case 'publish': {
      const asked: Quarter = owed ?? { year: thisYear, quarter: 1 }
      return [
        { name: 'year', kind: 'number', label: t('field.year'), initial: String(asked.year) },
        {
          ...{ name: 'quarter', kind: 'select', label: t('field.quarter'), initial: String(asked.quarter) },
          options: QUARTERS.map(each => ({ value: String(each), label: t('field.quarterOf', { quarter: each }) })),
        } as AskField,
        { name: 'until', kind: 'date', label: t('field.until'), initial: until },
        { name: 'place', label: t('field.place'), hint: t('field.placeHint') },
      ]
    }
    case 'yearEnd':
      return [
        select(
          'year',
          t('field.year'),
          years.flatMap(({ year, freeFen }) => (year < thisYear && freeFen > 0 ? [[String(year), String(year)]] : [])),
        ),
        select(
          'to',
          t('field.to'),
          YEAR_ENDS.map(to => [to, t(`yearEnd.${to}`)]),
        ),
        { name: 'reason', kind: 'long', label: t('field.reason'), hint: t('field.reasonPublic') },
      ]
  }
}

/** What each deed to an expense asks for. */
export const expenseFields = (deed: Deed, t: Translate, { plannedFen }: ShownExpense): readonly AskField[] => {
  const note = { ...noteField(t, deed === 'approve' || deed === 'pay'), hint: t('field.reasonPublic') }
  if (deed !== 'pay') return [note]
  const cents = String(plannedFen % 100).padStart(2, '0')
  const planned = `${Math.floor(plannedFen / 100)}.${cents}`
  return [{ ...yuanField(t, false, 'field.amountPlanned'), initial: planned }, note]
}
