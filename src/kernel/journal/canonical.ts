/** What an entry may hold. Numbers are integers: money is 分, areas are 0.01 m², no floating point decides anything. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const bad = (path: string, why: string): never => {
  throw new Error(`not canonical at ${path === '' ? '/' : path}: ${why}`)
}

const write = (value: unknown, path: string): string => {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : bad(path, `${value} is not a safe integer`)
    case 'string':
      return value.isWellFormed() ? JSON.stringify(value) : bad(path, 'lone surrogate')
    case 'object':
      return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path)
    default:
      return bad(path, `${typeof value} has no JSON form`)
  }
}

const writeArray = (items: readonly unknown[], path: string): string =>
  `[${Array.from(items, (item, at) => write(item, `${path}/${at}`)).join(',')}]`

const writeObject = (value: object, path: string): string => {
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto !== Object.prototype && proto !== null) bad(path, 'only plain objects')
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${write(key, path)}:${write(member, `${path}/${key}`)}`).join(',')}}`
}

/**
 * The one spelling of a value: RFC 8785 (keys by UTF-16 unit, no space, shortest escapes) with numbers limited to
 * safe integers. Throws where a value has no such form, naming the place: undefined, NaN, fractions, dates, functions.
 */
export const canonical = (value: Json): string => write(value, '')
