import type { Said } from '../../http/types.ts'

/** An answer by RFC 9457; `errors` has every reason, the first one has precedence. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly next?: string
  readonly errors: readonly Said[]
}

/** The server said no, with reasons; or it could not be reached, then `status` is 0. */
export class ApiError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
}

/** A list as every list of the API answers. */
export type ListAnswer<Row> = { readonly items: readonly Row[]; readonly next: string | null }

export type Query = Readonly<Record<string, string | number | undefined>>

export type SendOptions = {
  /** One key for one action, however often it has to be sent. Made where it is not given. */
  readonly key?: string
  /** ETag of what the reader saw: another's edit since then is refused with `version-stale`. */
  readonly ifMatch?: string
}

/** Calls of the city's own API. Each rejects with an ApiError. */
export type Api = {
  get<T>(path: string, query?: Query): Promise<T>
  /** Sends JSON, or a FormData as it is. */
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, options?: SendOptions): Promise<T>
}

/** An idempotency key: made once for an action, kept while it is tried again. */
export const newKey = (): string => crypto.randomUUID()

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'title' in value && 'status' in value

const bare = (status: number, title: string, detail: string): Problem => ({
  type: 'about:blank',
  status,
  title,
  detail,
  errors: [],
})

export type Lost = { readonly unreachable: string; readonly unreadable: string }

/** Whether the server asks for the second factor before it does this. */
const wantsProof = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.errors.some(({ tag }) => tag === 'proof-old')

/**
 * @param base prefix of the city
 * @param words what to say when the server gave no reason of its own
 * @param prove asks for the second factor; when it was given, the call is made again with the same key
 */
export const apiOf = (base: string, words: Lost, prove: () => Promise<boolean> = async () => false): Api => {
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    try {
      return await callOnce<T>(path, init)
    } catch (error) {
      if (wantsProof(error) && (await prove())) return callOnce<T>(path, init)
      throw error
    }
  }
  const callOnce = async <T>(path: string, init: RequestInit): Promise<T> => {
    const answer = await fetch(`${base}${path}`, {
      ...init,
      headers: { accept: 'application/json', ...init.headers },
    }).catch(() => {
      throw new ApiError(bare(0, words.unreachable, words.unreachable))
    })
    if (answer.status === 204) return undefined as T
    const text = await answer.text()
    const parsed = ((): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        return undefined
      }
    })()
    if (answer.ok && parsed !== undefined) return parsed as T
    throw new ApiError(
      isProblem(parsed)
        ? { ...parsed, errors: parsed.errors ?? [] }
        : bare(answer.status, words.unreadable, `HTTP ${answer.status}`),
    )
  }
  return {
    get: (path, query = {}) => {
      const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
      const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
      return call(search === '' ? path : `${path}?${search}`, {})
    },
    send: (method, path, body, { key = newKey(), ifMatch } = {}) =>
      call(path, {
        method,
        headers: {
          'idempotency-key': key,
          ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
          ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
  }
}
