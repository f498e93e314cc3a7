import type { Instant } from '../../../kernel/time.ts'
import { Chip } from '../parts/chip.tsx'
import { Clock, Clocks } from '../parts/clock.tsx'
import { ListPage } from './list-page.tsx'
import type { ListColumn, RowAction } from './list-types.ts'
import type { ConsoleModule } from './module.ts'
import { SideGroup, SideLink, TopFigure } from './shell.tsx'
import { startConsole } from './start.tsx'
import '../style/console.css'

// A console with one list over an invented API, for the browser test of the list page.
export type Row = {
  readonly id: string
  readonly what: string
  readonly where: string
  readonly urgent: boolean
  readonly due: number
}

const columns: readonly ListColumn<Row>[] = [
  { key: 'id', title: '编号', figures: true, cell: row => row.id },
  {
    key: 'what',
    title: '诉求',
    cell: row => (
      <>
        {row.urgent && <Chip tone="urgent">紧急</Chip>} {row.what}
      </>
    ),
  },
  { key: 'where', title: '地点', cell: row => row.where },
  {
    key: 'due',
    title: '办结',
    figures: true,
    cell: row => (row.urgent ? <Chip tone="warn">还剩 38 分</Chip> : '10-22'),
  },
  { key: 'extra', title: '渠道', extra: true, cell: () => '电话' },
]
const actions: readonly RowAction<Row, never>[] = [
  {
    id: 'send',
    label: '派给东区街道',
    key: '1',
    tone: 'primary',
    batch: true,
    run: (row, _input, { api, key }) => api.send('POST', `/api/rows/${row.id}/send`, {}, { key }),
  },
  {
    id: 'merge',
    label: '并入',
    key: 'm',
    may: row => !row.urgent,
    run: (row, _input, { api }) => api.send('POST', `/api/rows/${row.id}/merge`),
  },
]

const Orders = () => (
  <ListPage<Row>
    id="rows"
    title="待派"
    source="/api/rows"
    rowKey={row => row.id}
    rowName={row => row.id}
    columns={columns}
    actions={actions}
    views={[{ label: '东区 · 紧急', filters: { town: 'east' } }]}
    filters={[
      {
        kind: 'select',
        name: 'town',
        label: '镇街',
        options: [
          { value: 'east', label: '东区' },
          { value: 'shiqi', label: '石岐' },
        ],
      },
      { kind: 'search', name: 'q', label: '找' },
    ]}
    detail={row => (
      <div className="pane-columns">
        <section>
          <h2>{row.what}</h2>
          <p className="why">17:52 来电，市民 138****8000（可要求保密）。“路口那个井盖没了，晚上看不见。”</p>
        </section>
        <section>
          <h2>时限</h2>
          <Clocks>
            <Clock
              name="联系群众"
              rule="1 小时"
              state="running"
              from={(row.due - 3_600_000) as Instant}
              due={row.due as Instant}
            />
          </Clocks>
        </section>
      </div>
    )}
  />
)

const module: ConsoleModule = {
  id: 'rows',
  pages: [{ path: '/console/rows', page: Orders }],
  search: '/console/rows?q={q}',
  Figures: () => <TopFigure label="将逾期" value={11} tone="warn" href="/console/rows" />,
  Side: () => (
    <SideGroup>
      <SideLink href="/console/rows" count={120}>
        待派
      </SideLink>
      <SideLink href="/console/rows?town=east" count={60}>
        东区
      </SideLink>
    </SideGroup>
  ),
}

startConsole([module])
