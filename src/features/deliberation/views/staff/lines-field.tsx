import { Button, Input, Select } from 'antd'
import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskControl, AskField } from '../../../../platform/ui/console/ask.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { PARTIES, ZONES } from '../../rules/kinds.ts'

type Row = { readonly party: string; readonly zone: string; readonly seats: string; readonly who: string }

const NEW: Row = { party: 'residents', zone: 'delegates', seats: '1', who: '' }
const START: readonly Row[] = [
  { party: 'committee', zone: 'chair', seats: '1', who: '' },
  { party: 'residents', zone: 'delegates', seats: '8', who: '' },
  { party: 'property-company', zone: 'delegates', seats: '1', who: '' },
  { party: 'peoples-deputy', zone: 'invited', seats: '1', who: '' },
  { party: 'supervision', zone: 'supervision', seats: '1', who: '' },
]

const write = (rows: readonly Row[]): string =>
  rows.map(({ party, zone, seats, who }) => `${party}|${zone}|${seats}|${who.replaceAll(/[\n|｜]/g, ' ')}`).join('\n')

const read = (text: string): readonly Row[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [party = '', zone = '', seats = '', ...who] = line.split('|')
      return { party, zone, seats, who: who.join(' ') }
    })

/** Those concerned, in a table: kind, where they sit, how many seats, and who that is. */
const Lines = ({ id, value, onChange, describedBy }: AskControl) => {
  const t = useT('deliberation')
  const rows = read(value)
  // A line is its place in the table: it has no other name.
  const placed = rows.map((row, index) => ({ row, index, place: `line-${index + 1}` }))
  const put = (index: number, change: Partial<Row>): void =>
    onChange(write(rows.map((row, at) => (at === index ? { ...row, ...change } : row))))
  const options = (group: string, values: readonly string[]) =>
    values.map(each => ({ value: each, label: t(`${group}.${each}`) }))
  return (
    <div className="lines-table" id={id} aria-describedby={describedBy}>
      {placed.map(({ row, index, place }) => {
        const name = (field: string): string => `${t(`console.${field}`)} ${index + 1}`
        return (
          <div className="line-row" key={place}>
            <Select
              aria-label={name('party')}
              value={row.party}
              options={options('party', PARTIES)}
              onChange={party => put(index, { party })}
            />
            <Select
              aria-label={name('zone')}
              value={row.zone}
              options={options('zone', ZONES)}
              onChange={zone => put(index, { zone })}
            />
            <Input
              aria-label={name('seats')}
              type="number"
              min={1}
              value={row.seats}
              onChange={event => put(index, { seats: event.target.value })}
            />
            <Input
              aria-label={name('who')}
              placeholder={t('console.who')}
              value={row.who}
              maxLength={60}
              onChange={event => put(index, { who: event.target.value })}
            />
            <Button
              aria-label={t('console.removeLine', { line: index + 1 })}
              onClick={() => onChange(write(rows.filter((_, at) => at !== index)))}
            >
              ×
            </Button>
          </div>
        )
      })}
      <Button onClick={() => onChange(write([...rows, NEW]))}>{t('console.addLine')}</Button>
    </div>
  )
}

export const linesField = (t: Translate, before: string): AskField => ({
  name: 'lines',
  kind: 'own',
  label: t('field.lines'),
  hint: t('field.linesHint'),
  initial: before === '' ? write(START) : before,
  Control: Lines,
})
