import { dateOf, plusDays } from '../../../../kernel/time.ts'
import { AskDialog, type AskField } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { optionLabel, type RuleRow, useRuleName } from './said-value.tsx'

const VALUES = '/api/rule-values'

export type Entered = { readonly id: number; readonly conflicts: readonly { readonly day: string }[] }
export type EntryBody = {
  readonly value: unknown
  readonly from: string
  readonly to?: string
  readonly basis: string
  readonly reason: string
}

/** Sends a new value; what it changes is asked for again. */
export const useEnter = (key: string) =>
  useAction<EntryBody, Entered>(
    (body, { api, key: once }) => api.send('POST', `/api/console/rule-values/${key}`, body, { key: once }),
    [VALUES],
  )

/** From when, on what document, and why: asked for with every value. */
export const useEntryFields = (): readonly AskField[] => {
  const t = useT('locality')
  const now = useNow()
  return [
    {
      name: 'from',
      kind: 'date',
      label: t('staff.from'),
      hint: t('staff.fromHint'),
      initial: plusDays(dateOf(now), 1),
    },
    { name: 'to', kind: 'date', label: t('staff.to'), hint: t('staff.toHint'), optional: true },
    { name: 'basis', label: t('staff.document'), hint: t('staff.documentHint') },
    { name: 'reason', kind: 'long', label: t('staff.reason') },
  ]
}

export const entryOf = (
  value: unknown,
  { from = '', to = '', basis = '', reason = '' }: Record<string, string>,
): EntryBody => ({
  value,
  from,
  ...(to !== '' && { to }),
  basis,
  reason,
})

/** A number, a choice or a time, by the schema of the value. */
const valueField = (
  row: RuleRow,
  label: string,
  t: (key: string, values?: Record<string, number>) => string,
): AskField => {
  const { type, minimum = 0, maximum = 0, format } = row.schema
  const initial = String(row.held?.value ?? '')
  const shared = { name: 'value', label, initial }
  if (row.schema.enum !== undefined)
    return {
      ...shared,
      kind: 'select',
      options: row.schema.enum.map(value => ({ value, label: optionLabel(t, row.key, value) })),
    }
  if (type === 'integer') return { ...shared, kind: 'number', hint: t('staff.between', { min: minimum, max: maximum }) }
  return { ...shared, kind: format === 'time' ? 'time' : 'text' }
}

/** Asks for a new value of the city: the value, from which day, on what document, and why. */
export const EnterValue = ({
  row,
  onDone,
  onCancel,
}: {
  readonly row: RuleRow
  readonly onDone: (made: Entered) => void
  readonly onCancel: () => void
}) => {
  const t = useT('locality')
  const name = useRuleName()(row)
  const enter = useEnter(row.key)
  const fields = useEntryFields()
  const read = (text: string): unknown => (row.schema.type === 'integer' && text.trim() !== '' ? Number(text) : text)
  return (
    <AskDialog
      title={t('staff.enterOf', { name })}
      ok={t('staff.enter')}
      error={enter.error}
      busy={enter.isPending}
      onCancel={onCancel}
      onAnswer={answers => enter.mutate(entryOf(read(answers.value ?? ''), answers), { onSuccess: onDone })}
      fields={[valueField(row, name, t), ...fields]}
    >
      <p className="why">{t('staff.enterWhy')}</p>
    </AskDialog>
  )
}
