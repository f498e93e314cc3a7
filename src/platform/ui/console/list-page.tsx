import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useFormat, useT } from '../context.tsx'
import { useActions } from './batch.tsx'
import type { KeyBinding } from './keys.tsx'
import { useKeys } from './keys.tsx'
import { useCursor, useFilters, useKept, useOwnViews, useRows } from './list-state.ts'
import { ListTable } from './list-table.tsx'
import { ListTools } from './list-tools.tsx'
import type { ListPageProps, RowAction } from './list-types.ts'

const fits = <Row,>(action: RowAction<Row, never>, rows: readonly Row[]): boolean =>
  rows.length > 0 &&
  (rows.length === 1 || action.batch !== undefined) &&
  (action.batch === 'only' ? rows.some(row => action.may?.(row) ?? true) : rows.every(row => action.may?.(row) ?? true))

/** Buttons of what may be done to these rows, each with its key. */
export const ActionButtons = <Row,>({
  actions,
  rows,
  busy,
  onStart,
}: {
  readonly actions: readonly RowAction<Row, never>[]
  readonly rows: readonly Row[]
  readonly busy: boolean
  readonly onStart: (action: RowAction<Row, never>, rows: readonly Row[]) => void
}) => (
  <div className="row-actions">
    {actions
      .filter(action => fits(action, rows))
      .map(action => (
        <Button
          key={action.id}
          disabled={busy}
          type={action.tone === 'primary' ? 'primary' : 'default'}
          danger={action.tone === 'danger'}
          onClick={() => onStart(action, rows)}
        >
          {action.label} {action.key !== undefined && <kbd>{action.key}</kbd>}
        </Button>
      ))}
  </div>
)

/**
 * A list for the desk: filters and the row under the cursor in the address, columns and density kept for the person,
 * keys for everything, the row under the cursor open below the table, actions on one row or on those chosen.
 */
export const ListPage = <Row,>(props: ListPageProps<Row>) => {
  const { id, title, rowKey, rowName, columns, detail, actions = [], views = [] } = props
  const t = useT('console')
  const { number } = useFormat()
  const filters = useFilters(props.filters)
  const own = useOwnViews(id)
  const list = useRows<Row>(props, filters.values)
  const { rows } = list
  const [shown, setShown] = useKept<readonly string[]>(
    `${id}:columns`,
    columns.flatMap(({ key, extra }) => (extra === true ? [] : [key])),
  )
  const [dense, setDense] = useKept(`${id}:dense`, false)
  const [open, setOpen] = useState(true)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const more = (): void => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  const cursor = useCursor(rows, rowKey, more)
  const picked = rows.filter(row => chosen.has(rowKey(row)))
  const act = useActions<Row>(props.source, rowName, () => setChosen(new Set()))
  const targets = picked.length > 0 ? picked : cursor.row === undefined ? [] : [cursor.row]

  const choose = (): void => {
    if (cursor.row === undefined) return
    const key = rowKey(cursor.row)
    setChosen(new Set(chosen.has(key) ? [...chosen].filter(one => one !== key) : [...chosen, key]))
  }
  const stepBack = (): void =>
    chosen.size > 0 ? setChosen(new Set()) : open && cursor.row !== undefined ? setOpen(false) : cursor.leave()
  const bindings: readonly KeyBinding[] = [
    { key: 'j', label: t('keys.down'), run: () => cursor.to(cursor.index + 1) },
    { key: 'k', label: t('keys.up'), run: () => cursor.to(cursor.index - 1) },
    { key: 'o', label: t('keys.open'), run: () => setOpen(!open) },
    { key: 'Enter', label: t('keys.open'), run: () => setOpen(!open) },
    { key: 'x', label: t('keys.choose'), run: choose },
    { key: 'Escape', label: t('keys.escape'), run: stepBack },
    ...actions.flatMap(action =>
      action.key === undefined
        ? []
        : [
            {
              key: action.key,
              label: action.label,
              run: () =>
                (picked.length > 0 || action.batch !== 'only') && fits(action, targets) && act.start(action, targets),
            },
          ],
    ),
  ]
  useKeys(title, bindings)

  // While rows are chosen the keys are for them.
  const pane = detail !== undefined && open && cursor.row !== undefined && picked.length === 0
  return (
    <div className={pane ? 'list-page with-pane' : 'list-page'}>
      <div className="list-head">
        <h1>{title}</h1>
        <span className="meta" role="status">
          {list.isPending
            ? t('list.loading')
            : t(list.hasNextPage ? 'list.countMore' : 'list.count', { rows: number(rows.length) })}
        </span>
        <span className="grow" />
        {props.tools}
      </div>
      <ListTools
        columns={columns}
        shown={new Set(shown)}
        onShown={setShown}
        dense={dense}
        onDense={setDense}
        fields={props.filters}
        filters={filters}
        views={views}
        own={own}
        SaveView={props.SaveView}
      />
      {picked.length > 0 && (
        <div className="batch-bar" role="status">
          {t('batch.chosen', { count: picked.length })}
          <ActionButtons actions={actions} rows={picked} busy={act.busy} onStart={act.start} />
          <Button type="link" onClick={() => setChosen(new Set())}>
            {t('batch.clear')}
          </Button>
        </div>
      )}
      <div className="list-scroll">
        {list.isPending ? (
          <Skeleton active paragraph={{ rows: 8 }} title={false} />
        ) : list.isError ? (
          <div className="refusal" role="alert">
            <h2>{list.error.problem.title}</h2>
            <p>{list.error.problem.detail}</p>
            <Button onClick={() => void list.refetch()}>{t('list.again')}</Button>
          </div>
        ) : (
          <ListTable
            caption={title}
            columns={columns.filter(({ key }) => shown.includes(key))}
            rows={rows}
            rowKey={rowKey}
            rowName={rowName}
            dense={dense}
            index={cursor.index}
            onIndex={at => {
              setOpen(true)
              cursor.to(at)
            }}
            onOpen={() => setOpen(true)}
            chosen={chosen}
            onChoose={setChosen}
          />
        )}
        {list.isSuccess && rows.length === 0 && <p className="empty">{t('ui:table.empty')}</p>}
        {list.hasNextPage && (
          <Button type="link" loading={list.isFetchingNextPage} onClick={more}>
            {t('list.more')}
          </Button>
        )}
      </div>
      {pane && cursor.row !== undefined && (
        <section className="list-pane" aria-label={rowName(cursor.row)}>
          {detail?.(cursor.row)}
          <ActionButtons
            actions={actions.filter(({ batch }) => batch !== 'only')}
            rows={[cursor.row]}
            busy={act.busy}
            onStart={act.start}
          />
        </section>
      )}
      {act.dialogs}
    </div>
  )
}
