/** Divisions from a table: which lines can be taken, and what is wrong with each of the others. */
import { type AreaLevel, type AreaPath, levelOf, lineOf, parentOf, parseAreaPath } from '../../../kernel/area-code.ts'
import type { CommunityKind } from './naming.ts'

/** One line as it came in; empty text for what is not there. */
export type AreaLine = {
  readonly line: number
  readonly code: string
  readonly name: string
  readonly parent: string
  readonly level: string
  readonly kind: string
}

export type ImportField = 'code' | 'name' | 'parent' | 'level' | 'kind'

export type LineFault = {
  readonly line: number
  readonly field: ImportField
  readonly why:
    | 'code-shape'
    | 'code-province'
    | 'code-gap'
    | 'name-missing'
    | 'name-long'
    | 'parent-unknown'
    | 'parent-other'
    | 'level-wrong'
    | 'kind-wrong'
    | 'duplicate'
  readonly values?: Readonly<Record<string, string | number>>
}

export type ImportedArea = { readonly path: AreaPath; readonly name: string; readonly kind: CommunityKind | undefined }

export const NAME_LENGTH_MAX = 60

const LEVELS: ReadonlyMap<string, AreaLevel> = new Map([
  ...(['province', 'city', 'county', 'town', 'community'] as const).map(level => [level, level] as const),
  ...(['省', '自治区', '直辖市', '省级'] as const).map(word => [word, 'province'] as const),
  ...(['市', '地级市', '市级'] as const).map(word => [word, 'city'] as const),
  ...(['区', '县', '区县', '县级'] as const).map(word => [word, 'county'] as const),
  ...(['镇', '乡', '街道', '镇街', '乡级'] as const).map(word => [word, 'town'] as const),
  ...(['村', '社区', '村社区', '村(社区)', '村级'] as const).map(word => [word, 'community'] as const),
])

const KINDS: ReadonlyMap<string, CommunityKind> = new Map([
  ['urban', 'urban'],
  ['village', 'village'],
  ['居委会', 'urban'],
  ['社区', 'urban'],
  ['城镇', 'urban'],
  ['村委会', 'village'],
  ['村', 'village'],
  ['农村', 'village'],
])

type Read = { readonly line: AreaLine; readonly path: AreaPath | undefined; readonly faults: readonly LineFault[] }

const nameFaults = ({ line, name }: AreaLine): readonly LineFault[] => {
  if (name === '') return [{ line, field: 'name', why: 'name-missing' }]
  return [...name].length > NAME_LENGTH_MAX
    ? [{ line, field: 'name', why: 'name-long', values: { max: NAME_LENGTH_MAX } }]
    : []
}

/** What is wrong with a line for itself, whatever else the file and the database hold. */
const readLine = (line: AreaLine): Read => {
  const parsed = parseAreaPath(line.code)
  const at = line.line
  if (!parsed.ok || levelOf(parsed.value) === 'grid') {
    const why = parsed.ok ? 'shape' : parsed.error.why
    return {
      line,
      path: undefined,
      faults: [{ line: at, field: 'code', why: `code-${why}`, values: { code: line.code } }, ...nameFaults(line)],
    }
  }
  const path = parsed.value
  const faults: LineFault[] = [...nameFaults(line)]
  if (line.level !== '' && LEVELS.get(line.level) !== levelOf(path))
    faults.push({ line: at, field: 'level', why: 'level-wrong', values: { level: line.level, is: levelOf(path) } })
  if (line.kind !== '' && !KINDS.has(line.kind))
    faults.push({ line: at, field: 'kind', why: 'kind-wrong', values: { kind: line.kind } })
  const parent = line.parent === '' ? undefined : parseAreaPath(line.parent)
  if (parent !== undefined && (!parent.ok || parent.value !== parentOf(path)))
    faults.push({
      line: at,
      field: 'parent',
      why: 'parent-other',
      values: { parent: line.parent, is: parentOf(path) ?? '' },
    })
  return { line, path, faults }
}

/**
 * Sorts the lines of a file. A line whose parent is refused is refused as well.
 * @param known whether the database has this area
 * @returns `areas` from the top down, and `faults` in the order of the file, all that were found
 */
export const checkAreas = (
  lines: readonly AreaLine[],
  known: (path: AreaPath) => boolean,
): { readonly areas: readonly ImportedArea[]; readonly faults: readonly LineFault[] } => {
  const read = lines.map(readLine)
  const faults = read.flatMap(each => each.faults)
  const first = new Map<AreaPath, number>()
  const taken = new Map<AreaPath, ImportedArea>()
  const topDown = read.toSorted((a, b) => (a.path?.length ?? 0) - (b.path?.length ?? 0) || a.line.line - b.line.line)
  for (const { line, path, faults: own } of topDown) {
    if (path === undefined) continue
    const before = first.get(path)
    const parent = parentOf(path)
    if (before !== undefined) {
      faults.push({ line: line.line, field: 'code', why: 'duplicate', values: { code: line.code, line: before } })
      continue
    }
    first.set(path, line.line)
    if (parent !== undefined && !known(parent) && !taken.has(parent)) {
      faults.push({ line: line.line, field: 'parent', why: 'parent-unknown', values: { parent } })
      continue
    }
    if (own.length === 0) taken.set(path, { path, name: line.name, kind: KINDS.get(line.kind) })
  }
  return { areas: [...taken.values()], faults: faults.toSorted((a, b) => a.line - b.line) }
}

/** Every path that must be looked up to check these lines. */
export const pathsToLookUp = (lines: readonly AreaLine[]): readonly AreaPath[] => [
  ...new Set(
    lines.flatMap(line => {
      const parsed = parseAreaPath(line.code)
      return parsed.ok ? lineOf(parsed.value) : []
    }),
  ),
]
