import { Button, Input, Select } from 'antd'
import { useT } from '../../../../platform/ui/context.tsx'
import { CATEGORIES, type UrgentRow } from '../../rules/categories.ts'

/** The urgent list as rows to be filled in: a name and the category it stands for. */
export const UrgentRows = ({
  value,
  onChange,
}: {
  readonly value: readonly unknown[]
  readonly onChange: (rows: readonly unknown[]) => void
}) => {
  const t = useT('work-order')
  const rows = value as readonly UrgentRow[]
  const set = (no: number, change: Partial<UrgentRow>): void =>
    onChange(rows.map(row => (row.no === no ? { ...row, ...change } : row)))
  const categories = Object.keys(CATEGORIES).map(code => ({ value: code, label: t(`category.${code}`) }))
  return (
    <>
      <p className="why">{t('urgent.why')}</p>
      <table className="list-table plain urgent-list">
        <caption className="unseen">{t('rule-values.urgent-list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('urgent.no')}</th>
            <th scope="col">{t('urgent.name')}</th>
            <th scope="col">{t('urgent.category')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.no}>
              <th scope="row">{row.no}</th>
              <td>
                <Input
                  aria-label={t('urgent.nameOf', { no: row.no })}
                  placeholder={t('urgent.missing')}
                  value={row.zh ?? ''}
                  maxLength={40}
                  onChange={event => set(row.no, { zh: event.target.value === '' ? null : event.target.value })}
                />
              </td>
              <td>
                <Select
                  aria-label={t('urgent.categoryOf', { no: row.no })}
                  placeholder={t('urgent.noCategory')}
                  value={row.category}
                  options={categories}
                  onChange={(next: string | null | undefined) => set(row.no, { category: next ?? null })}
                  showSearch={{ optionFilterProp: 'label' }}
                  allowClear
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={() => onChange([...rows, { no: rows.length + 1, zh: null, category: null }])}>
        {t('urgent.add')}
      </Button>
    </>
  )
}
