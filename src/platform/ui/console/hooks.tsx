import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useRef } from 'react'
import type { Api, ApiError, Query } from './api.ts'
import { newKey } from './api.ts'

const ApiContext = createContext<Api | null>(null)
export const ApiProvider = ApiContext.Provider

/** Calls of the city's own API. */
export const useApi = (): Api => {
  const api = useContext(ApiContext)
  if (api === null) throw new Error('outside the console')
  return api
}

/** What a path answers, kept and asked for again when an action says it changed. */
export const useGet = <T,>(
  path: string,
  query: Query = {},
  options: { readonly refreshMs?: number; readonly enabled?: boolean } = {},
): UseQueryResult<T, ApiError> => {
  const api = useApi()
  return useQuery<T, ApiError>({
    queryKey: [path, query],
    queryFn: () => api.get<T>(path, query),
    enabled: options.enabled ?? true,
    ...(options.refreshMs === undefined ? {} : { refetchInterval: options.refreshMs }),
  })
}

export type ActionTools = { readonly api: Api; readonly key: string }

/**
 * An action of a person: one idempotency key from the press until it has succeeded, so that pressing again after a
 * lost answer does it once. Paths in `changes` are asked for again afterwards.
 */
export const useAction = <In, Out = unknown>(
  run: (input: In, tools: ActionTools) => Promise<Out>,
  changes: readonly string[] = [],
): UseMutationResult<Out, ApiError, In> => {
  const api = useApi()
  const client = useQueryClient()
  const pending = useRef<{ readonly of: string; readonly key: string } | null>(null)
  return useMutation<Out, ApiError, In>({
    mutationFn: async input => {
      const of = JSON.stringify(input) ?? ''
      // The same action tried again keeps its key; another input is another action.
      if (pending.current?.of !== of) pending.current = { of, key: newKey() }
      const answer = await run(input, { api, key: pending.current.key })
      pending.current = null
      return answer
    },
    onError: error => {
      // A reasoned refusal has ended the action; only a lost answer leaves it open.
      if (error.problem?.status !== 0) pending.current = null
    },
    onSuccess: () =>
      Promise.all(
        changes.map(path =>
          client.invalidateQueries({ predicate: query => String(query.queryKey[0]).startsWith(path) }),
        ),
      ),
  })
}
