import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { FilterControl } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'

const WAIT_MS = 180

/** What was typed, once the typing pauses. */
const usePaused = (text: string): string => {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), WAIT_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

export type Choice = { readonly value: string; readonly label: string }

export type FinderProps = {
  readonly id?: string
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly many?: boolean
  readonly autoFocus?: boolean
  readonly prefix?: string
  readonly className?: string
  /** Shown before anything is typed, and for a value that came with the page. */
  readonly known?: readonly Choice[]
}

type Answers = { readonly choices: readonly Choice[]; readonly busy: boolean }

/** Something found by typing part of its name, all by the keyboard. */
const Finder = ({ props, use }: { readonly props: FinderProps; readonly use: (text: string) => Answers }) => {
  const t = useT('work-order')
  const [text, setText] = useState('')
  const { choices, busy } = use(usePaused(text.trim()))
  const [seen, setSeen] = useState<readonly Choice[]>([])
  const options = new Map([...(text.trim() === '' ? (props.known ?? []) : []), ...choices].map(one => [one.value, one]))
  // What was chosen keeps its name when the list goes on to something else.
  for (const one of [...seen, ...(props.known ?? [])])
    if (props.value.includes(one.value) && !options.has(one.value)) options.set(one.value, one)
  const shared = {
    ...(props.id === undefined ? {} : { id: props.id }),
    'aria-label': props.label,
    ...(props.prefix === undefined
      ? { placeholder: t('console.find') }
      : { prefix: <span className="meta">{props.prefix}</span> }),
    showSearch: { filterOption: false, onSearch: setText },
    options: [...options.values()],
    loading: busy,
    allowClear: true,
    popupMatchSelectWidth: false,
    autoFocus: props.autoFocus ?? false,
    className: props.className ?? 'finder',
    notFoundContent: t(busy ? 'console.finding' : 'console.notFound'),
    onBlur: () => setText(''),
  }
  const keep = (values: readonly string[]): void => {
    setSeen([...seen, ...values.flatMap(value => options.get(value) ?? [])])
    props.onChange(values)
  }
  return props.many === true ? (
    <Select {...shared} mode="multiple" value={[...props.value]} onChange={(values: string[]) => keep(values)} />
  ) : (
    <Select
      {...shared}
      value={props.value[0] ?? null}
      onChange={(value: string | null | undefined) => keep(value == null ? [] : [value])}
    />
  )
}

type Organisations = {
  readonly items: readonly { readonly id: string; readonly name: string; readonly kindName: string }[]
}

const useUnits = (text: string): Answers => {
  const found = useGet<Organisations>('/api/console/organisations', { name: text, limit: 20 }, { enabled: text !== '' })
  return {
    choices:
      text === ''
        ? []
        : (found.data?.items.map(({ id, name, kindName }) => ({ value: id, label: `${name} · ${kindName}` })) ?? []),
    busy: found.isFetching,
  }
}

/** An organisation of the city by part of its name. */
export const UnitFinder = (props: FinderProps) => <Finder props={props} use={useUnits} />

type Areas = { readonly items: readonly { readonly path: string; readonly name: string }[] }

const useAreas = (text: string): Answers => {
  const found = useGet<Areas>('/api/areas/search', { q: text, limit: 12 }, { enabled: text !== '' })
  return {
    choices: text === '' ? [] : (found.data?.items.map(({ path, name }) => ({ value: path, label: name })) ?? []),
    busy: found.isFetching,
  }
}

/** A town or a community by part of its name, in either script. */
export const AreaFinder = (props: FinderProps) => <Finder props={props} use={useAreas} />

/** The name of an area that is only known by its code, as an address has it. */
const useAreaName = (path: string): readonly Choice[] => {
  const found = useGet<{ readonly parent: { readonly name: string } }>(
    '/api/areas',
    { parent: path },
    { enabled: path !== '' },
  )
  return path === '' || found.data === undefined ? [] : [{ value: path, label: found.data.parent.name }]
}

/** The place filter of a list: a town, then a community, by typing. */
export const AreaFilter = ({ label, value, onChange }: FilterControl) => (
  <AreaFinder
    label={label}
    prefix={label}
    className="filter-select"
    known={useAreaName(value)}
    value={value === '' ? [] : [value]}
    onChange={([first]) => onChange(first)}
  />
)

const useUnitName = (id: string): readonly Choice[] => {
  const t = useT('work-order')
  const found = useGet<{ readonly items: readonly { readonly lead: string | null; readonly name: string | null }[] }>(
    '/api/work-orders/load',
    {},
    { enabled: id !== '' },
  )
  if (id === '') return []
  return [{ value: id, label: found.data?.items.find(({ lead }) => lead === id)?.name ?? t('console.thisUnit') }]
}

/** The unit filter of a list. */
export const UnitFilter = ({ label, value, onChange }: FilterControl) => (
  <UnitFinder
    label={label}
    prefix={label}
    className="filter-select"
    known={useUnitName(value)}
    value={value === '' ? [] : [value]}
    onChange={([first]) => onChange(first)}
  />
)
