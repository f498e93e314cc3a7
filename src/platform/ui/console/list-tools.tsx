import { Button, Checkbox, Input, Popover, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useT } from '../context.tsx'
import type { useFilters, useOwnViews } from './list-state.ts'
import type { ListColumn, ListFilter, ListPageProps, ListView } from './list-types.ts'

type Filters = ReturnType<typeof useFilters>

const One = ({ filter, filters }: { readonly filter: ListFilter; readonly filters: Filters }) => {
  const t = useT('console')
  const value = filters.values[filter.name] ?? ''
  const set = (next: string | undefined): void => filters.set({ [filter.name]: next })
  if (filter.kind === 'custom') return <filter.Control label={filter.label} value={value} onChange={set} />
  if (filter.kind !== 'select') {
    // Its own draft while typed; the address follows when it is done.
    return (
      <Input
        key={value}
        type={filter.kind}
        aria-label={filter.label}
        prefix={<span className="meta">{filter.label}</span>}
        defaultValue={value}
        allowClear
        onChange={event =>
          (filter.kind === 'date' || event.target.value === '') && filters.set({ [filter.name]: event.target.value })
        }
        onPressEnter={event => filters.set({ [filter.name]: event.currentTarget.value })}
        onBlur={event => event.target.value !== value && filters.set({ [filter.name]: event.target.value })}
        className="filter-input"
      />
    )
  }
  const options = filter.options.map(({ value, label }) => ({ value, label }))
  const shared = {
    'aria-label': filter.label,
    prefix: <span className="meta">{filter.label}</span>,
    placeholder: t('list.all'),
    options,
    allowClear: true,
    popupMatchSelectWidth: false,
    showSearch: { optionFilterProp: 'label' },
    className: 'filter-select',
  } as const
  if (filter.many === true) {
    return (
      <Select
        {...shared}
        mode="multiple"
        maxTagCount="responsive"
        value={value === '' ? [] : value.split(',')}
        onChange={(next: string[]) => filters.set({ [filter.name]: next.join(',') })}
      />
    )
  }
  return (
    <Select
      {...shared}
      value={value === '' ? null : value}
      onChange={(next: string | null | undefined) => filters.set({ [filter.name]: next ?? undefined })}
    />
  )
}

const SaveView = ({ filters, own }: { readonly filters: Filters; readonly own: ReturnType<typeof useOwnViews> }) => {
  const t = useT('console')
  const [open, setOpen] = useState(false)
  const save = (label: string): void => {
    if (label.trim() === '') return
    own.add({
      label: label.trim(),
      filters: Object.fromEntries(Object.entries(filters.values).filter(([, value]) => value !== '')),
    })
    setOpen(false)
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      destroyOnHidden
      content={
        <Input
          autoFocus
          aria-label={t('list.viewName')}
          placeholder={t('list.viewName')}
          onPressEnter={event => save(event.currentTarget.value)}
        />
      }
    >
      <Button>{t('list.saveView')}</Button>
    </Popover>
  )
}

type ToolsProps<Row> = {
  readonly columns: readonly ListColumn<Row>[]
  readonly shown: ReadonlySet<string>
  readonly onShown: (keys: readonly string[]) => void
  readonly dense: boolean
  readonly onDense: (dense: boolean) => void
}

const Columns = <Row,>({ columns, shown, onShown, dense, onDense }: ToolsProps<Row>) => {
  const t = useT('console')
  const content = (
    <div className="column-settings">
      <Checkbox.Group
        value={[...shown]}
        onChange={keys => onShown(keys.map(String))}
        options={columns.map(({ key, title }) => ({ value: key, label: title }))}
      />
      <Segmented
        value={dense ? 'dense' : 'wide'}
        onChange={value => onDense(value === 'dense')}
        options={[
          { value: 'wide', label: t('list.wide') },
          { value: 'dense', label: t('list.dense') },
        ]}
      />
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Button>{t('list.columns')}</Button>
    </Popover>
  )
}

/** What is shown, by which filters, under which name; all of it in the address or kept for this person. */
export const ListTools = <Row,>(
  props: ToolsProps<Row> & {
    readonly fields: readonly ListFilter[]
    readonly filters: Filters
    readonly views: readonly ListView[]
    readonly own: ReturnType<typeof useOwnViews>
    readonly SaveView?: ListPageProps<Row>['SaveView']
  },
) => {
  const { fields, filters, views, own, SaveView: Save } = props
  const t = useT('console')
  const [all, setAll] = useState(false)
  const chosen = Object.fromEntries(Object.entries(filters.values).filter(([, value]) => value !== ''))
  const shown = fields.filter(({ name, extra }) => all || extra !== true || (filters.values[name] ?? '') !== '')
  const show = (view: ListView): void =>
    filters.set({ ...Object.fromEntries(fields.map(({ name }) => [name, undefined])), ...view.filters })
  return (
    <>
      {views.length + own.views.length > 0 && (
        <div className="list-views">
          {views.map(view => (
            <Button key={view.label} type="link" onClick={() => show(view)}>
              {view.label}
            </Button>
          ))}
          {own.views.map(view => (
            <span key={view.label}>
              <Button type="link" onClick={() => show(view)}>
                {view.label}
              </Button>
              <Button
                type="text"
                size="small"
                aria-label={t('list.removeView', { view: view.label })}
                onClick={() => own.remove(view.label)}
              >
                ×
              </Button>
            </span>
          ))}
        </div>
      )}
      <div className="list-filters">
        {shown.map(filter => (
          <One key={filter.name} filter={filter} filters={filters} />
        ))}
        {(shown.length < fields.length || all) && fields.some(({ extra }) => extra === true) && (
          <Button type="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'list.fewer' : 'list.moreFilters')}
          </Button>
        )}
        {filters.chosen && (
          <>
            <Button type="link" onClick={filters.clear}>
              {t('ui:filter.clear')}
            </Button>
            {Save === undefined ? <SaveView filters={filters} own={own} /> : <Save filters={chosen} />}
          </>
        )}
        <span className="grow" />
        <Columns {...props} />
      </div>
    </>
  )
}
