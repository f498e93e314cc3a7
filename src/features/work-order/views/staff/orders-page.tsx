import { Button } from 'antd'
import type { Translate } from '../../../../platform/i18n/types.ts'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { FilterControl, ListColumn, ListFilter } from '../../../../platform/ui/console/list-types.ts'
import { navigate, useSearch } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { CATEGORIES } from '../../rules/categories.ts'
import { workOrder } from '../../rules/definition.ts'
import { CHANNELS, KINDS } from '../../rules/kinds.ts'
import { batchActions } from './batch.tsx'
import { ClockCell, instantAt, Request, ShortNo, StepCell, UnitCell } from './cells.tsx'
import { type Item, LIST, REFRESH_MS, useRoles } from './data.ts'
import { AreaFilter, UnitFilter } from './finders.tsx'
import { OrderPane } from './order-pane.tsx'
import { queueAt } from './queues.ts'
import { SaveView } from './save-view.tsx'

const When = ({ item }: { readonly item: Item }) => {
  const format = useFormat()
  const now = useNow()
  const at = instantAt(item.receivedAt)
  return <>{at === undefined ? '' : format.moment(at, now)}</>
}

const columnsOf = (t: Translate): readonly ListColumn<Item>[] => {
  const title = (key: string): string => t(`work-order:console.column.${key}`)
  return [
    { key: 'no', title: title('no'), figures: true, cell: item => <ShortNo no={item.no} /> },
    { key: 'request', title: title('request'), cell: item => <Request item={item} /> },
    {
      key: 'place',
      title: title('place'),
      cell: item => (
        <span className="one-line short" title={item.areaName}>
          {item.areaName}
        </span>
      ),
    },
    { key: 'unit', title: title('unit'), cell: item => <UnitCell item={item} /> },
    { key: 'contact', title: title('contact'), figures: true, cell: item => <ClockCell item={item} name="contact" /> },
    { key: 'arrive', title: title('arrive'), figures: true, cell: item => <ClockCell item={item} name="arrive" /> },
    { key: 'close', title: title('close'), figures: true, cell: item => <ClockCell item={item} name="close" /> },
    { key: 'step', title: title('step'), figures: true, cell: item => <StepCell item={item} /> },
    { key: 'received', title: title('received'), figures: true, extra: true, cell: item => <When item={item} /> },
    { key: 'channel', title: title('channel'), extra: true, cell: item => t(`work-order:channel.${item.channel}`) },
    { key: 'kind', title: title('kind'), extra: true, cell: item => t(`work-order:kind.${item.kind}`) },
    { key: 'category', title: title('category'), extra: true, cell: item => t(`work-order:category.${item.category}`) },
    { key: 'spot', title: title('spot'), extra: true, cell: item => item.place },
  ]
}

/** A filter that came with a link, such as the rounds behind a figure: it is named, and can be taken off. */
const Given = ({ label, value, onChange }: FilterControl) => (
  <Button onClick={() => onChange(undefined)}>
    {label} {value} ×
  </Button>
)

const GIVEN = ['rate', 'part', 'roundFrom', 'roundTo', 'assignee', 'open', 'source'] as const

const isGiven = (filter: ListFilter): boolean => 'Control' in filter && filter.Control === Given

const filtersOf = (t: Translate): readonly ListFilter[] => {
  const label = (name: string): string => t(`work-order:console.filter.${name}`)
  const options = (group: string, codes: readonly string[]) =>
    codes.map(code => ({ value: code, label: t(`work-order:${group}.${code}`) }))
  const all: readonly ListFilter[] = [
    {
      kind: 'select',
      name: 'category',
      label: label('category'),
      options: options('category', Object.keys(CATEGORIES)),
    },
    { kind: 'custom', name: 'area', label: label('area'), Control: AreaFilter },
    { kind: 'select', name: 'channel', label: label('channel'), options: options('channel', CHANNELS) },
    { kind: 'custom', name: 'lead', label: label('lead'), Control: UnitFilter },
    {
      kind: 'select',
      name: 'step',
      label: label('step'),
      options: options('step', Object.keys(workOrder.steps)),
      many: true,
      extra: true,
    },
    {
      kind: 'select',
      name: 'due',
      label: label('due'),
      options: options('console.due', ['soon', 'late']),
      extra: true,
    },
    {
      kind: 'select',
      name: 'pending',
      label: label('pending'),
      options: options('console.pending', ['any', 'extend', 'pause']),
      extra: true,
    },
    { kind: 'select', name: 'kind', label: label('kind'), options: options('kind', KINDS), extra: true },
    {
      kind: 'select',
      name: 'urgent',
      label: label('urgent'),
      options: options('console.urgent', ['true', 'false']),
      extra: true,
    },
    { kind: 'date', name: 'from', label: label('from'), extra: true },
    { kind: 'date', name: 'to', label: label('to'), extra: true },
    { kind: 'search', name: 'q', label: label('q'), extra: true },
    {
      kind: 'select',
      name: 'sort',
      label: label('sort'),
      options: options('console.sort', ['due', 'received']),
      extra: true,
    },
    ...GIVEN.map(name => ({ kind: 'custom' as const, name, label: label(name), Control: Given, extra: true })),
  ]
  const asked = new URLSearchParams(location.search)
  return all.filter(filter => !isGiven(filter) || asked.has(filter.name))
}

/** The queue: every list of the desk and the units is this page with other filters. */
export const OrdersPage = () => {
  const t = useT('work-order')
  const href = useHref()
  const roles = useRoles()
  const [search] = useSearch()
  const queue = queueAt(search)
  const enters = ['deskOperator', 'deskLead', 'communityWorker', 'gridWorker'].some(role => roles.has(role))
  const fresh = (): void => navigate(href('/console/work-orders/new'))
  useKeys(t('console.title'), enters ? [{ key: 'n', label: t('console.new.open'), run: fresh }] : [])
  return (
    <ListPage<Item>
      id="work-orders"
      title={t(queue === undefined ? 'console.all' : `console.queue.${queue.key}`)}
      source={LIST}
      rowKey={item => item.id}
      rowName={item => item.no}
      columns={columnsOf(t)}
      filters={filtersOf(t)}
      actions={batchActions(t, roles)}
      detail={item => <OrderPane id={item.id} />}
      refreshMs={REFRESH_MS}
      SaveView={SaveView}
      tools={
        enters && (
          <Button onClick={fresh}>
            {t('console.new.open')} <kbd>n</kbd>
          </Button>
        )
      }
    />
  )
}
