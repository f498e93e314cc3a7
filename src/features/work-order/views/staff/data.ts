import { useQueries } from '@tanstack/react-query'
import type { ApiError } from '../../../../platform/ui/console/api.ts'
import { useApi, useGet } from '../../../../platform/ui/console/hooks.tsx'
import type { ClockProps } from '../../../../platform/ui/parts/clock.tsx'
import type { DetailOut } from '../../api.ts'
import type { ShownFact } from '../../shown.ts'
import type { StaffItem } from '../../staff-list.ts'

export type Item = StaffItem

/** What `/api/work-orders/:id/shown` answers. */
export type Shown = {
  readonly order: DetailOut
  readonly where: string
  readonly aboutName: string | null
  readonly clocks: readonly ClockProps[]
  readonly facts: readonly ShownFact[]
  /** The topic of deliberation it was handed on to. */
  readonly topic: string | null
}

type Me = {
  readonly party: string | null
  readonly offices: readonly { readonly role: string; readonly area: string }[]
}

/** How often lists, counts and the open order are asked for again. */
export const REFRESH_MS = 30_000
export const LIST = '/api/work-orders'

/** The roles of whoever is at the desk; empty until known. What may be done comes from the answers, never from this. */
export const useRoles = (): ReadonlySet<string> => {
  const me = useGet<Me>('/api/me')
  return new Set(me.data?.offices.map(office => office.role) ?? [])
}

export const useShown = (id: string) => useGet<Shown>(`${LIST}/${id}/shown`, {}, { refreshMs: REFRESH_MS })

const MANY = '999+'

/** How many orders each of these filters finds, as a badge shows it. */
export const useCounts = (queries: readonly string[]): readonly (number | string | undefined)[] => {
  const api = useApi()
  return useQueries({
    queries: queries.map(query => ({
      queryKey: [`${LIST}/count`, query],
      queryFn: () =>
        api.get<{ count: number; atLeast: boolean }>(`${LIST}/count`, Object.fromEntries(new URLSearchParams(query))),
      refetchInterval: REFRESH_MS,
      retry: (tries: number, error: Error) => tries < 2 && (error as ApiError).problem?.status === 0,
    })),
    combine: answers => answers.map(({ data }) => (data === undefined ? undefined : data.atLeast ? MANY : data.count)),
  })
}
