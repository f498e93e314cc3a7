/**
 * Reads the plain part of YAML that our compose file keeps to: maps and lists by indentation, quoted and plain scalars,
 * flow lists of scalars, comments. Anything else is an error with its line: a file nobody can start here must at least
 * be readable beyond doubt.
 */
export type Yaml = string | null | readonly Yaml[] | { readonly [key: string]: Yaml }

type Line = { readonly at: number; readonly indent: number; readonly text: string }

const linesOf = (text: string): Line[] =>
  text.split('\n').flatMap((raw, index) => {
    if (/^\s*(#|$)/.test(raw)) return []
    if (raw.includes('\t')) throw new Error(`line ${index + 1}: a tab`)
    return [{ at: index + 1, indent: raw.search(/\S/), text: raw.trim() }]
  })

const scalar = (text: string, at: number): Yaml => {
  if (text === '{}') return {}
  if (/^".*"$/.test(text)) return JSON.parse(text)
  if (/^\[.*\]$/.test(text)) return JSON.parse(text)
  if (/^[&*!|>%@`'{[]/.test(text) || /: |\s#/.test(text)) throw new Error(`line ${at}: not plain: ${text}`)
  return text
}

const KEY = /^([\w.-]+):(?:\s+(.*))?$/

const block = (lines: Line[], indent: number): Yaml => {
  const [first] = lines
  if (first === undefined || first.indent < indent) return null
  return first.text.startsWith('- ') ? list(lines, first.indent) : map(lines, first.indent)
}

const list = (lines: Line[], indent: number): Yaml => {
  const items: Yaml[] = []
  for (let [line] = lines; line !== undefined && line.indent === indent && line.text.startsWith('- '); [line] = lines) {
    lines.shift()
    items.push(scalar(line.text.slice(2).trim(), line.at))
  }
  return items
}

const map = (lines: Line[], indent: number): Yaml => {
  const entries: Record<string, Yaml> = {}
  for (let [line] = lines; line !== undefined && line.indent >= indent; [line] = lines) {
    const [, key, value] = line.indent === indent ? (KEY.exec(line.text) ?? []) : []
    if (key === undefined) throw new Error(`line ${line.at}: neither a key nor where it should be: ${line.text}`)
    if (key in entries) throw new Error(`line ${line.at}: ${key} twice`)
    lines.shift()
    entries[key] = value === undefined || value === '' ? block(lines, indent + 1) : scalar(value, line.at)
  }
  return entries
}

export const readYaml = (text: string): Yaml => {
  const lines = linesOf(text)
  const read = block(lines, 0)
  const [rest] = lines
  if (rest !== undefined) throw new Error(`line ${rest.at}: not read`)
  return read
}
