import { Chip } from './chip.tsx'
import { DataTable } from './data-table.tsx'
import type { Examples } from './example.ts'
import { FilterBar } from './filter-bar.tsx'
import { Pager } from './pager.tsx'

const rows = [
  { town: '东区街道', done: 96, all: 98, late: 0 },
  { town: '石岐街道', done: 101, all: 110, late: 3 },
  { town: '西区街道', done: 54, all: 60, late: 1 },
]

export const examples: Examples = {
  筛选: (
    <FilterBar
      action="/gallery"
      clearHref="/gallery"
      fields={[
        { kind: 'search', name: 'q', label: '找', value: '井盖' },
        {
          kind: 'select',
          name: 'town',
          label: '镇街',
          options: rows.map(row => ({ value: row.town, label: row.town })),
        },
        { kind: 'month', name: 'month', label: '月份', value: '2026-10' },
      ]}
    />
  ),
  表格: (
    <DataTable
      caption="各镇街办结情况"
      stack
      rows={rows}
      rowKey={row => row.town}
      columns={[
        { key: 'town', head: '镇街', names: true, cell: row => row.town },
        { key: 'done', head: '已办结', figures: true, cell: row => row.done },
        { key: 'all', head: '共受理', figures: true, cell: row => row.all },
        {
          key: 'late',
          head: '逾期',
          cell: row => (row.late === 0 ? <Chip tone="ok">没有</Chip> : <Chip tone="late">{row.late} 件</Chip>),
        },
      ]}
    />
  ),
  空表: (
    <DataTable caption="申请延期" rows={[]} rowKey={() => ''} columns={[{ key: 'a', head: '编号', cell: () => '' }]} />
  ),
  翻页: <Pager shown={20} total={1024} first="/gallery" next="/gallery?after=20" />,
}
