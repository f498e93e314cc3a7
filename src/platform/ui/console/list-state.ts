import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useAround } from '../context.tsx'
import type { ApiError, ListAnswer } from './api.ts'
import { useApi } from './hooks.tsx'
import type { ListFilter, ListPageProps, ListView } from './list-types.ts'
import { useSearch } from './router.tsx'

/** Rows asked for at once; more come when the cursor gets near the end. */
const PAGE_ROWS = 50

/** Something this person keeps on this machine: columns, density, own views. */
export const useKept = <T>(name: string, initial: T): readonly [T, (value: T) => void] => {
  const { city, person } = useAround()
  const key = `linli-console:${city.code}:${person?.name ?? ''}:${name}`
  const [value, setValue] = useState<T>(() => {
    try {
      return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? initial
    } catch {
      return initial
    }
  })
  const keep = (next: T): void => {
    setValue(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Full or forbidden storage: it holds for this visit.
    }
  }
  return [value, keep]
}

/** The filters as the address has them. */
export const useFilters = (filters: readonly ListFilter[]) => {
  const [search, change] = useSearch()
  const values = Object.fromEntries(filters.map(({ name }) => [name, search.get(name) ?? '']))
  const set = (changes: Readonly<Record<string, string | undefined>>): void => change({ ...changes, row: undefined })
  const clear = (): void => set(Object.fromEntries(filters.map(({ name }) => [name, undefined])))
  return { values, set, clear, chosen: Object.values(values).some(value => value !== '') }
}

/** The rows so far, and how to get on. */
export const useRows = <Row>(
  { source, fixed, refreshMs }: Pick<ListPageProps<Row>, 'source' | 'fixed' | 'refreshMs'>,
  values: Readonly<Record<string, string>>,
) => {
  const api = useApi()
  const query = { ...values, ...fixed }
  const asked = useInfiniteQuery<ListAnswer<Row>, ApiError>({
    // Pages are kept apart from a plain answer of the same path.
    queryKey: [source, query, 'pages'],
    queryFn: ({ pageParam }) =>
      api.get(source, { ...query, limit: PAGE_ROWS, cursor: typeof pageParam === 'string' ? pageParam : undefined }),
    initialPageParam: undefined,
    getNextPageParam: last => last.next ?? undefined,
    placeholderData: previous => previous,
    ...(refreshMs === undefined ? {} : { refetchInterval: refreshMs }),
  })
  return { ...asked, rows: asked.data?.pages.flatMap(page => page.items) ?? [] }
}

/** The row under the cursor: by its key, so that it stays where it is when rows come and go. Kept in the address. */
export const useCursor = <Row>(rows: readonly Row[], rowKey: (row: Row) => string, onEnd: () => void) => {
  const [search, change] = useSearch()
  const key = search.get('row')
  const index = rows.findIndex(row => rowKey(row) === key)
  const to = (next: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, next))]
    if (row !== undefined) change({ row: rowKey(row) }, { replace: true })
    if (next >= rows.length - 5) onEnd()
  }
  const last = useRef(-1)
  // A row that left the list, because something was done to it, hands the cursor to the one that took its place.
  useEffect(() => {
    if (index >= 0) last.current = index
    else if (key !== null && last.current >= 0 && rows.length > 0) {
      const row = rows[Math.min(last.current, rows.length - 1)]
      if (row !== undefined) change({ row: rowKey(row) }, { replace: true })
    }
    if (key === null) last.current = -1
  }, [index, key, rows, rowKey, change])
  useEffect(() => {
    if (index >= 0) document.querySelector('.list-table tr[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [index])
  return { index, row: rows[index], to, leave: () => change({ row: undefined }, { replace: true }) }
}

/** Views of one's own, made from the filters as they are. */
export const useOwnViews = (id: string) => {
  const [views, keep] = useKept<readonly ListView[]>(`${id}:views`, [])
  return {
    views,
    add: (view: ListView) => keep([...views.filter(({ label }) => label !== view.label), view]),
    remove: (label: string) => keep(views.filter(view => view.label !== label)),
  }
}
