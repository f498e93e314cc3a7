import type { Actor } from '../../../src/platform/access/types.ts'
import type { Route } from '../../../src/platform/http/types.ts'
import type { Answer, Caller } from '../../../src/platform/testing/server.ts'

/** One route of one slice, with how it is called in a list of faults. */
export const nameOf = (route: Route): string => `${route.kind === 'api' ? route.method : route.kind} ${route.path}`

/** Asks a route. @param key of a write; null sends none, and then whoever is let in is stopped before anything is done */
export const ask = (
  caller: Caller,
  route: Route,
  path: string,
  body: Record<string, unknown> | undefined,
  key?: null,
): Promise<Answer> => {
  const sending = key === null ? { key } : {}
  if (route.kind === 'page') return caller.get(path, { accept: 'text/html' })
  if (route.kind === 'form') {
    const fields = Object.entries(body ?? {}).map(([name, value]) => [name, String(value)] as const)
    return caller.submit(path, Object.fromEntries(fields), sending)
  }
  switch (route.method) {
    case 'GET':
      return caller.get(path)
    case 'DELETE':
      return caller.delete(path, sending)
    case 'POST':
      return caller.post(path, body ?? {}, sending)
    case 'PUT':
      return caller.put(path, body ?? {}, sending)
    case 'PATCH':
      return caller.patch(path, body ?? {}, sending)
  }
}

export const tagOf = (answer: Answer): string =>
  String(answer.headers['content-type']).startsWith('application/problem+json')
    ? String(answer.json().type).replace(/^.*\/problems\//, '')
    : ''

/** Stopped at the first door: a stranger is asked to sign in, everybody else is told that it is not theirs. */
export const isTurnedAway = (answer: Answer, route: Route, actor: Actor): boolean => {
  const toSignIn = answer.status === 303 && /\/sign-in\?next=/.test(String(answer.headers.location))
  if (actor.kind === 'anonymous' && route.kind === 'page') return toSignIn
  const status = actor.kind === 'anonymous' ? 401 : 403
  const tag = actor.kind === 'anonymous' ? 'sign-in-first' : 'forbidden'
  return answer.status === status && (route.kind !== 'api' || tagOf(answer) === tag)
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What an answer tells, without what differs between two answers anyway: the id asked for, the request's, a form's. */
export const toldBy = ({ status, headers, text }: Answer): string =>
  JSON.stringify([
    status,
    headers.location ?? '',
    headers['content-type'] ?? '',
    headers.etag ?? '',
    headers['cache-control'] ?? '',
    text,
  ]).replaceAll(UUID, '#')
