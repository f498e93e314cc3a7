/** A register from a table: which units it says, and what is wrong with each line. One row for a unit and an owner. */
import type { Refusal } from '../../../kernel/refusal.ts'
import type { LocalDate } from '../../../kernel/time.ts'
import { DEVELOPER, dayOf, FIELDS, type Field, wordOf } from './import-words.ts'
import { type ReadOwner, readOwner } from './owner.ts'
import { BASES, isWhole, type TitleBasis } from './title.ts'
import {
  AREA_SOURCES,
  type AreaSource,
  areaDm2Of,
  CODE_MAX,
  codeOf,
  KINDS,
  type Kind,
  type UnitFields,
} from './unit.ts'

/** One line as it came in; empty text for what is not there. */
export type Line = { readonly line: number; readonly cells: Readonly<Record<Field, string>> }

export type LineFault = {
  readonly line: number
  readonly field: Field
  readonly why: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** A unit as the file has it. */
export type ImportedUnit = {
  readonly line: number
  readonly unit: UnitFields
  /** Undefined: the file names nobody. */
  readonly title: ImportedTitle | undefined
}

export type ImportedTitle = {
  readonly on: LocalDate
  readonly handedOn: LocalDate | undefined
  readonly basis: TitleBasis
  readonly paper: string
  /** None: the developer's. */
  readonly owners: readonly (ReadOwner & { readonly line: number })[]
}

type Read = {
  readonly line: number
  readonly unit: UnitFields
  /** Which of the unit's fields the line itself says. */
  readonly said: ReadonlySet<Field>
  readonly owner: ReadOwner | 'developer' | undefined
  readonly on: LocalDate | undefined
  readonly handedOn: LocalDate | undefined
  readonly basis: TitleBasis
  readonly paper: string
  readonly faults: readonly LineFault[]
}

/** `3-2-1201` says its building and stairwell itself; `3-1201` its building. */
const placeOf = (code: string): { readonly building: string; readonly stairwell: string | null } => {
  const parts = code.split('-')
  return { building: parts.length > 1 ? (parts[0] ?? '') : '', stairwell: parts.length > 2 ? (parts[1] ?? null) : null }
}

const withoutWord = (text: string, word: RegExp): string => codeOf(text).replace(word, '')

const unitOf = ({ line, cells }: Line): { readonly unit: UnitFields; readonly faults: readonly LineFault[] } => {
  const faults: LineFault[] = []
  const fault = (field: Field, why: string, values?: LineFault['values']): void => {
    faults.push({ line, field, why, ...(values === undefined ? {} : { values }) })
  }
  const code = codeOf(cells.code)
  if (code === '') fault('code', 'code-missing')
  if ([...code].length > CODE_MAX) fault('code', 'code-long', { most: CODE_MAX })
  const place = placeOf(code)
  const building = cells.building === '' ? place.building : withoutWord(cells.building, /(栋|幢|座|号楼|楼)$/)
  if (building === '' || building.length > CODE_MAX) fault('building', 'building-missing')
  const stairwell = cells.stairwell === '' ? place.stairwell : withoutWord(cells.stairwell, /(单元|梯)$/)
  const kind = wordOf('kind', cells.kind)
  if (kind === undefined) fault('kind', 'kind-wrong', { kind: cells.kind })
  const areaSource = wordOf('areaSource', cells.areaSource)
  if (areaSource === undefined) fault('areaSource', 'source-wrong', { source: cells.areaSource })
  const areaDm2 = cells.area === '' ? 0 : areaDm2Of(cells.area)
  if (areaDm2 === undefined) fault('area', 'area-wrong', { area: cells.area })
  const unit = {
    code,
    building,
    stairwell,
    kind: (kind ?? KINDS[0]) as Kind,
    areaDm2: areaDm2 ?? 0,
    areaSource: (areaSource ?? AREA_SOURCES[0]) as AreaSource,
  }
  return { unit, faults }
}

const OWNER_FIELD: Readonly<Record<string, Field>> = { name: 'owner', number: 'number', share: 'share' }

const ownerOf = ({ cells }: Line, today: LocalDate): ReadOwner | 'developer' | undefined | readonly Refusal[] => {
  if (DEVELOPER.has(cells.owner)) return 'developer'
  if (cells.owner === '' && cells.number === '') return undefined
  const read = readOwner({ name: cells.owner, number: cells.number, share: cells.share }, today, '')
  return read.ok ? read.value : read.error
}

const dayIn = (
  { line, cells }: Line,
  field: 'on' | 'handedOn',
  today: LocalDate,
): { readonly day: LocalDate | undefined; readonly faults: readonly LineFault[] } => {
  const text = cells[field]
  const day = text === '' ? undefined : dayOf(text)
  const why =
    text !== '' && day === undefined ? 'day-wrong' : day !== undefined && day > today ? 'day-future' : undefined
  return { day, faults: why === undefined ? [] : [{ line, field, why, values: { day: text } }] }
}

const readLine = (line: Line, today: LocalDate): Read => {
  const { unit, faults } = unitOf(line)
  const owner = ownerOf(line, today)
  const wrong = Array.isArray(owner)
    ? (owner as readonly Refusal[]).map(
        ({ tag, pointer = '', values }): LineFault => ({
          line: line.line,
          field: OWNER_FIELD[pointer.slice(1)] ?? 'owner',
          why: tag,
          ...(values === undefined ? {} : { values: values as NonNullable<LineFault['values']> }),
        }),
      )
    : []
  const [on, handedOn] = [dayIn(line, 'on', today), dayIn(line, 'handedOn', today)]
  const basis = owner === 'developer' ? 'developer' : wordOf('basis', line.cells.basis)
  const more: LineFault[] = []
  if (basis === undefined)
    more.push({ line: line.line, field: 'basis', why: 'basis-wrong', values: { basis: line.cells.basis } })
  if (owner !== undefined && wrong.length === 0 && line.cells.on === '')
    more.push({ line: line.line, field: 'on', why: 'day-missing' })
  return {
    line: line.line,
    unit,
    said: new Set(FIELDS.filter(field => line.cells[field] !== '')),
    owner: Array.isArray(owner) ? undefined : (owner as ReadOwner | 'developer' | undefined),
    on: on.day,
    handedOn: handedOn.day,
    basis: (basis ?? BASES[0]) as TitleBasis,
    paper: line.cells.paper,
    faults: [...faults, ...wrong, ...on.faults, ...handedOn.faults, ...more],
  }
}

const SAME: readonly (readonly [Field, (read: Read) => unknown])[] = [
  ['building', ({ unit }) => unit.building],
  ['stairwell', ({ unit }) => unit.stairwell],
  ['kind', ({ unit }) => unit.kind],
  ['area', ({ unit }) => unit.areaDm2],
  ['areaSource', ({ unit }) => unit.areaSource],
  ['on', ({ on }) => on],
  ['handedOn', ({ handedOn }) => handedOn],
  ['basis', ({ basis }) => basis],
]

const OWNERS: ReadonlySet<Field> = new Set<Field>(['owner', 'number', 'share'])

/** What the lines of one unit say against each other. */
const clashes = (reads: readonly Read[]): readonly LineFault[] => {
  const [first, ...rest] = reads
  if (first === undefined) return []
  const faults: LineFault[] = []
  const at = (read: Read, field: Field, why: string): void => {
    faults.push({ line: read.line, field, why, values: { line: first.line } })
  }
  // Owners that cannot be read are told where they stand; what would follow from them is not.
  const clear = reads.every(read => read.faults.every(({ field }) => !OWNERS.has(field)))
  for (const read of rest) {
    for (const [field, of] of SAME) if (read.said.has(field) && of(read) !== of(first)) at(read, field, 'lines-differ')
    if (!clear) continue
    const people = reads.slice(0, reads.indexOf(read))
    const { owner } = read
    if (owner === undefined || owner === 'developer' || first.owner === undefined || first.owner === 'developer')
      at(read, 'code', 'unit-twice')
    else if (people.some(one => typeof one.owner === 'object' && one.owner.number === owner.number))
      at(read, 'number', 'owner-twice')
  }
  if (!clear) return faults
  const owners = reads.flatMap(({ owner }) =>
    typeof owner === 'object' ? [{ owner: owner.number, share: owner.share }] : [],
  )
  const shared = owners.filter(({ share }) => share !== undefined)
  if (shared.length > 0 && shared.length < owners.length) at(first, 'share', 'shares-some')
  else if (shared.length > 0 && !isWhole(owners)) at(first, 'share', 'shares-not-whole')
  return faults
}

const titleOf = (reads: readonly Read[]): ImportedTitle | undefined => {
  const [first] = reads
  if (first?.owner === undefined || first.on === undefined) return undefined
  const owners = reads.flatMap(({ owner, line }) => (typeof owner === 'object' ? [{ ...owner, line }] : []))
  const { on, handedOn, basis, paper } = first
  return { on, handedOn: owners.length === 0 ? undefined : handedOn, basis, paper, owners }
}

/** One number under two names in one file. */
const misnamed = (reads: readonly Read[]): readonly LineFault[] => {
  const names = new Map<string, { readonly name: string; readonly line: number }>()
  return reads.flatMap(({ owner, line }): readonly LineFault[] => {
    if (typeof owner !== 'object') return []
    const before = names.get(owner.number)
    if (before === undefined) names.set(owner.number, { name: owner.name, line })
    return before === undefined || before.name === owner.name
      ? []
      : [{ line, field: 'owner', why: 'name-two', values: { line: before.line } }]
  })
}

/**
 * Sorts the lines of a file into units. A line with a fault makes the whole file one that is not taken.
 * @returns the units in the order of the file, and `faults` in the order of lines, all that were found
 */
export const readRegister = (
  lines: readonly Line[],
  today: LocalDate,
): { readonly units: readonly ImportedUnit[]; readonly faults: readonly LineFault[] } => {
  const reads = lines.map(line => readLine(line, today))
  const groups = [
    ...Map.groupBy(
      reads.filter(({ unit }) => unit.code !== ''),
      ({ unit }) => unit.code,
    ).values(),
  ]
  const faults = [...reads.flatMap(read => read.faults), ...groups.flatMap(clashes), ...misnamed(reads)]
  const units = groups.flatMap((group): readonly ImportedUnit[] => {
    const [first] = group
    return first === undefined ? [] : [{ line: first.line, unit: first.unit, title: titleOf(group) }]
  })
  return {
    units,
    faults: faults.toSorted((a, b) => a.line - b.line || FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field)),
  }
}
