/** Which methods an address knows: tells 405 from 404. */
export type Methods = (path: string) => readonly string[]

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/:[A-Za-z0-9_]+/g, '[^/]+')
      .replace(/\*/g, '.*')}/?$`,
  )

export const methodsOf = (routes: readonly { readonly method: string; readonly path: string }[]): Methods => {
  const known = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }))
  return path => [...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].toSorted()
}
