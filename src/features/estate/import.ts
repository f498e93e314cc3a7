import { createHash } from 'node:crypto'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { openTable } from '../../platform/tables/tables.ts'
import type { Source, TableFault } from '../../platform/tables/types.ts'
import { type Done, taken } from './commands.ts'
import { type Known, keyOf, knownOwners, writeOwners } from './owners.ts'
import { type Env, record } from './record.ts'
import { FIELDS, type Field, HEADINGS, NEEDED } from './rules/import-words.ts'
import {
  type ImportedTitle,
  type ImportedUnit,
  type Line,
  type LineFault,
  readRegister,
} from './rules/register-import.ts'
import { type Title, titleAt } from './rules/title.ts'
import { squareMetres } from './rules/unit.ts'
import type { EstateRow } from './store/estates.ts'
import { gatedUnits } from './store/gates.ts'
import type { OwnerRow } from './store/owners.ts'
import { insertTitles, type NewTitle, type TitleRow, titlesOfEstate } from './store/titles.ts'
import { insertUnits, type StoredUnit, storedUnits } from './store/units.ts'
import { sealedPaper, startOf } from './title-commands.ts'

export const ROWS_MAX = 20_000

const ofFile = ({ why, line, heading, most }: TableFault): readonly Refusal[] => [
  { tag: `file-${why}`, values: { line: line ?? 0, heading: heading ?? '', most: most ?? 0 }, pointer: '/body/file' },
]

/**
 * Reads a CSV or workbook of a register into lines.
 * @returns or what is wrong with the file as a whole: `file-…`, `file-headings`, `file-rows`
 */
export const linesOf = async (source: Source): Promise<Result<readonly Line[], readonly Refusal[]>> => {
  const table = await openTable(source)
  if (!table.ok) return refuse(ofFile(table.error))
  const header = new Map(table.value.header.map(heading => [heading.normalize('NFKC').replace(/\s/g, ''), heading]))
  const columns = new Map(
    FIELDS.map(field => [
      field,
      HEADINGS[field].map(name => header.get(name.normalize('NFKC'))).find(heading => heading !== undefined),
    ]),
  )
  const missing = NEEDED.filter(field => columns.get(field) === undefined).map(field => HEADINGS[field][0] ?? field)
  if (missing.length > 0)
    return refuse([{ tag: 'file-headings', values: { missing: missing.join('、') }, pointer: '/body/file' }])
  const lines: Line[] = []
  for await (const { line, cells } of table.value.rows()) {
    if (lines.length === ROWS_MAX)
      return refuse([{ tag: 'file-rows', values: { most: ROWS_MAX }, pointer: '/body/file' }])
    const cell = (field: Field): string => (cells[columns.get(field) ?? ''] ?? '').trim()
    lines.push({ line, cells: Object.fromEntries(FIELDS.map(field => [field, cell(field)])) as Line['cells'] })
  }
  return lines.length === 0 ? refuse([{ tag: 'file-empty', pointer: '/body/file' }]) : ok(lines)
}

/** What an import came to, or would come to. */
export type Imported = {
  readonly rows: number
  /** Units that are new, of these without a known owner; titles entered; units that stand like this already. */
  readonly newUnits: number
  readonly newTitles: number
  readonly already: number
  readonly areaDm2: number
  readonly faults: readonly LineFault[]
  /** Whether it was written. */
  readonly taken: boolean
}

type Present = {
  readonly units: ReadonlyMap<string, StoredUnit>
  readonly titles: ReadonlyMap<string, readonly TitleRow[]>
  readonly known: Known
  /** Units whose first deposit into the repair fund is unpaid. */
  readonly gated: ReadonlySet<string>
}

type Plan = {
  readonly units: readonly ImportedUnit[]
  readonly titles: readonly (readonly [ImportedUnit, ImportedTitle])[]
  readonly already: number
  readonly faults: readonly LineFault[]
}

const UNIT_FIELDS = [
  ['building', 'building'],
  ['stairwell', 'stairwell'],
  ['kind', 'kind'],
  ['area', 'areaDm2'],
  ['areaSource', 'areaSource'],
] as const

/** Where the file contradicts the register: an import adds and never overwrites. */
const unitDiffers = ({ line, unit }: ImportedUnit, stored: StoredUnit): readonly LineFault[] =>
  UNIT_FIELDS.flatMap(([field, name]) =>
    unit[name] === stored[name]
      ? []
      : [
          {
            line,
            field,
            why: 'register-differs',
            values: { is: name === 'areaDm2' ? squareMetres(stored.areaDm2) : String(stored[name] ?? '') },
          },
        ],
  )

const same = (title: ImportedTitle, stored: Title, ids: ReadonlyMap<string, string>, env: Env): boolean => {
  const owners = title.owners.map(owner => ids.get(keyOf(env.vault, owner)) ?? '').toSorted()
  return JSON.stringify(owners) === JSON.stringify(stored.holders.map(({ owner }) => owner).toSorted())
}

/** Compares the file with the register, unit by unit. */
const planOf = (units: readonly ImportedUnit[], present: Present, env: Env): Plan => {
  const ids = new Map([...present.known.owners].map(([key, { id }]) => [key, id]))
  const faults: LineFault[] = []
  const fresh: ImportedUnit[] = []
  const titles: (readonly [ImportedUnit, ImportedTitle])[] = []
  let already = 0
  for (const each of units) {
    const stored = present.units.get(each.unit.code)
    const history = stored === undefined ? [] : (present.titles.get(stored.id) ?? [])
    if (stored === undefined) fresh.push(each)
    else faults.push(...unitDiffers(each, stored))
    const { title } = each
    const current = titleAt(history, env.now)
    if (title === undefined || (current !== undefined && same(title, current, ids, env)))
      already += stored === undefined ? 0 : 1
    else if (current !== undefined) faults.push({ line: each.line, field: 'owner', why: 'owners-differ' })
    else if (history.some(({ upto }) => upto === null || upto > startOf(title.on)))
      faults.push({ line: each.line, field: 'on', why: 'before-history' })
    if (title?.handedOn !== undefined && current === undefined && stored !== undefined && present.gated.has(stored.id))
      faults.push({ line: each.line, field: 'handedOn', why: 'deposit-unpaid' })
    if (title !== undefined && current === undefined) titles.push([each, title])
  }
  return { units: fresh, titles, already, faults }
}

const allOwners = (units: readonly ImportedUnit[]) => units.flatMap(({ title }) => title?.owners ?? [])

const newTitle = (
  env: Env,
  unit: string,
  { on, handedOn, basis, paper, owners }: ImportedTitle,
  rows: readonly OwnerRow[],
): NewTitle => {
  const id = uuidv7(env.now)
  return {
    id,
    unit,
    from: startOf(on),
    upto: null,
    handedAt: owners.length === 0 || handedOn === undefined ? null : startOf(handedOn),
    holders: owners.map(({ share }, index) => ({
      owner: rows[index]?.id ?? '',
      ...(share === undefined ? {} : { share }),
    })),
    basis,
    ...sealedPaper(env.vault, id, paper),
    backdated: on < dateOf(env.now),
    corrects: null,
    parties: [...new Set(rows.map(({ party }) => party))],
  }
}

const writePlan = async (tx: Tx, env: Env, estate: EstateRow, plan: Plan, present: Present): Promise<void> => {
  const made = plan.units.map(({ unit }) => ({ ...unit, id: uuidv7(env.now) }))
  await insertUnits(tx, estate, made, env.now)
  const ids = new Map([
    ...[...present.units].map(([code, { id }]) => [code, id] as const),
    ...made.map(({ code, id }) => [code, id] as const),
  ])
  const owners = plan.titles.flatMap(([, title]) => title.owners)
  const rows = await writeOwners(tx, env, owners, present.known)
  let place = 0
  const titles = plan.titles.map(([{ unit }, title]) => {
    const own = rows.slice(place, place + title.owners.length)
    place += title.owners.length
    return newTitle(env, ids.get(unit.code) ?? '', title, own)
  })
  await insertTitles(tx, estate.area, titles, env.now)
}

/**
 * Takes a register from a table: units that are new, and owners of units that have none. Nothing is overwritten: where
 * the file contradicts the register, the line is told. With any fault, or when only looked at, nothing is written.
 * @returns what it comes to, with every fault by line and column; or `not-found`, `not-yours`
 */
export const importRegister = async (
  tx: Tx,
  env: Env,
  id: string,
  lines: readonly Line[],
  { dryRun }: { readonly dryRun: boolean },
): Done<Imported> => {
  const estate = await taken(tx, env, id, 'keep')
  if (!estate.ok) return estate
  const { units, faults } = readRegister(lines, dateOf(env.now))
  const owners = allOwners(units)
  const known = await knownOwners(tx, env.vault, owners)
  const stored = new Map((await storedUnits(tx, id)).map(unit => [unit.code, unit]))
  const gated = await gatedUnits(
    tx,
    [...stored.values()].map(unit => unit.id),
  )
  const present: Present = { units: stored, titles: await titlesOfEstate(tx, id), known, gated }
  const plan = planOf(units, present, env)
  const misnamed = known.misnamed.map(
    ([index]): LineFault => ({ line: owners[index]?.line ?? 0, field: 'owner', why: 'owner-name-differs' }),
  )
  const all = [...faults, ...plan.faults, ...misnamed].toSorted((a, b) => a.line - b.line)
  const writes = !dryRun && all.length === 0 && plan.units.length + plan.titles.length > 0
  const result: Imported = {
    rows: lines.length,
    newUnits: plan.units.length,
    newTitles: plan.titles.length,
    already: plan.already,
    areaDm2: plan.units.reduce((sum, { unit }) => sum + unit.areaDm2, 0),
    faults: all,
    taken: !dryRun && all.length === 0,
  }
  if (!writes) return ok(result)
  await writePlan(tx, env, estate.value, plan, present)
  const sha256 = createHash('sha256').update(JSON.stringify(lines)).digest('hex')
  const data = { rows: result.rows, newUnits: result.newUnits, newTitles: result.newTitles, areaDm2: result.areaDm2 }
  await record(tx, env, estate.value, { action: 'import', under: 'keep', data, personal: { sha256 } })
  return ok(result)
}
