import { plainText } from '../i18n/plain.ts'

/** No operation asks for anything nearly as deep; every function that walks a body may then walk it by itself. */
const DEPTH_MAX = 32

/**
 * Where a text stands that cannot be kept: with a zero byte, which PostgreSQL refuses, or half of a surrogate pair; or
 * where a body goes deeper than any does.
 */
export const brokenTexts = (value: unknown, path: readonly PropertyKey[]): readonly (readonly PropertyKey[])[] => {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [path] : []
  if (typeof value !== 'object' || value === null) return []
  if (path.length >= DEPTH_MAX) return [path]
  return Object.entries(value).flatMap(([name, part]) => [
    ...(name.includes('\0') || !name.isWellFormed() ? [path] : []),
    ...brokenTexts(part, [...path, name]),
  ])
}

/** Every text in it as it is stored, see i18n/plain.ts. */
export const plainTexts = (value: unknown): unknown => {
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(plainTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainTexts(part)]))
}
