import { Converter } from 'opencc-js/cn2t'

/** Words opencc does not know or turns wrongly, as Hong Kong and Guangdong readers write them. */
const OURS: readonly (readonly [converted: string, ours: string])[] = [['裏', '裡']]

/** A tree of zh-Hans messages in traditional script. Keys and placeholders stay as they are. For authoring, not for run time. */
export const toHant = (messages: unknown): unknown => {
  const convert = Converter({ from: 'cn', to: 'hk' })
  const text = (value: string): string =>
    value
      .split(/(\{\{[^}]*\}\})/)
      .map(piece =>
        piece.startsWith('{{') ? piece : OURS.reduce((done, [from, to]) => done.replaceAll(from, to), convert(piece)),
      )
      .join('')
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(messages)
}
