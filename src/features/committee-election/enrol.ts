import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { openTable } from '../../platform/tables/tables.ts'
import type { Source } from '../../platform/tables/types.ts'
import { blindOf, faultOf, type ReadVoter, sealVoter, type VoterFault } from './names.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import { NOTHING } from './rules/ask.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import { type ElectionRow, lockElection, updateElection } from './store/elections.ts'
import { insertVoters, knownVoters, lastVoter } from './store/voters.ts'
import { byOf, type Env, record } from './write.ts'

export const ROWS_MAX = 20_000

/** Headings of a list of voters by which a column is known, the first being the one we write. */
export const HEADINGS = {
  name: ['姓名', '选民', '选民姓名', 'name'],
  number: ['证件号', '身份证号', '公民身份号码', '证件号码', 'number'],
  casts: ['投票', '户代表', '居民代表', '户的代表', 'casts'],
} as const

const NO: ReadonlySet<string> = new Set(['否', '不', 'no', 'false', '0'])
const YES: ReadonlySet<string> = new Set(['是', '√', '✓', 'yes', 'true', '1'])

/** A line of a list as it came in. */
export type Line = { readonly line: number; readonly name: string; readonly number: string; readonly casts: string }

export type LineFault = {
  readonly line: number
  readonly column: keyof typeof HEADINGS
  readonly why: VoterFault | 'twice' | 'casts'
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/**
 * Reads a CSV or workbook of voters into lines.
 * @returns or what is wrong with the file as a whole: `file-…`, `file-headings`, `file-rows`
 */
export const linesOf = async (source: Source): Promise<Result<readonly Line[], readonly Refusal[]>> => {
  const table = await openTable(source)
  if (!table.ok) {
    const { why, line, heading, most } = table.error
    const values = { line: line ?? 0, heading: heading ?? '', most: most ?? 0 }
    return refuse([{ tag: `file-${why}`, values, pointer: '/body/file' }])
  }
  const header = new Map(table.value.header.map(heading => [plain(heading), heading]))
  const headingOf = (field: keyof typeof HEADINGS): string | undefined =>
    HEADINGS[field].flatMap(name => header.get(name) ?? []).at(0)
  const missing = (['name', 'number'] as const).filter(field => headingOf(field) === undefined)
  if (missing.length > 0)
    return refuse([
      {
        tag: 'file-headings',
        values: { missing: missing.map(field => HEADINGS[field][0]).join('、') },
        pointer: '/body/file',
      },
    ])
  const lines: Line[] = []
  for await (const { line, cells } of table.value.rows()) {
    if (lines.length === ROWS_MAX)
      return refuse([{ tag: 'file-rows', values: { most: ROWS_MAX }, pointer: '/body/file' }])
    const cell = (field: keyof typeof HEADINGS): string => (cells[headingOf(field) ?? ''] ?? '').normalize('NFC').trim()
    lines.push({ line, name: cell('name'), number: cell('number'), casts: cell('casts') })
  }
  return lines.length === 0 ? refuse([{ tag: 'file-empty', pointer: '/body/file' }]) : ok(lines)
}

type Read = ReadVoter & { readonly line: number; readonly blind: Buffer }

const readLines = (
  env: Env,
  row: ElectionRow,
  lines: readonly Line[],
  years: number,
): { readonly voters: readonly Read[]; readonly faults: readonly LineFault[] } => {
  const { mode, pollingOn } = row.state
  const seen = new Set<string>()
  const faults: LineFault[] = []
  const voters: Read[] = []
  for (const { line, name, number, casts } of lines) {
    const marked = plain(casts).toLowerCase()
    if (marked !== '' && !NO.has(marked) && !YES.has(marked)) faults.push({ line, column: 'casts', why: 'casts' })
    // Where everybody votes, whoever is on the list casts.
    const voter = { name, number, casts: mode === 'persons' || YES.has(marked) }
    const why = faultOf(voter, pollingOn, years)
    const blind = blindOf(env.vault, number)
    const key = blind.toString('hex')
    if (why !== undefined) faults.push({ line, column: why === 'name' ? 'name' : 'number', why })
    else if (seen.has(key)) faults.push({ line, column: 'number', why: 'twice' })
    else voters.push({ ...voter, line, blind })
    seen.add(key)
  }
  return { voters, faults }
}

/** What an import came to. Numbers on the list follow the order of the file. */
export type Enrolled = {
  readonly rows: number
  readonly added: number
  readonly casting: number
  readonly already: number
  readonly taken: boolean
  readonly faults: readonly LineFault[]
}

/**
 * Enters voters from a table, before the list is published. With any fault, or when only looked at, nothing is written;
 * who is on the list already is passed over.
 * @returns or `not-found`, `not-yours`, `wrong-step`
 */
export const enrol = async (
  tx: Tx,
  env: Env,
  id: string,
  lines: readonly Line[],
  { dryRun }: { readonly dryRun: boolean },
): Promise<Result<Enrolled, readonly Refusal[]>> => {
  const row = await lockElection(tx, id)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  if (!may(policy, 'enrol', env.actor, subjectOf(row.state)))
    return refuse([{ tag: 'not-yours', values: { action: 'enrol' } }])
  const params = await paramsOn(tx, row.state.pollingOn, row.state.body)
  const { voters, faults } = readLines(env, row, lines, params.adultYears)
  const known = await knownVoters(
    tx,
    id,
    voters.map(({ blind }) => blind),
  )
  const fresh = voters.filter(({ blind }) => !known.has(blind.toString('hex')))
  const casting = fresh.filter(({ casts }) => casts).length
  const command = { action: 'enrol', added: fresh.length, casting } as const
  const by = byOf(env, 'enrol', row.state.area)
  const ask = { ...command, by, at: env.now, params, law: undefined, entered: undefined, seen: NOTHING }
  const decided = decide(row.state, ask, row.facts + 1)
  if (!decided.ok) return decided
  const taken = !dryRun && faults.length === 0
  const result = {
    rows: lines.length,
    added: fresh.length,
    casting,
    already: voters.length - fresh.length,
    taken,
    faults,
  }
  if (!taken || fresh.length === 0) return ok(result)
  const from = await lastVoter(tx, id)
  const fact = decided.value
  insertVoters(
    tx,
    id,
    fresh.map((voter, index) => sealVoter(env.vault, voter, from + index + 1, env.now)),
  )
  updateElection(tx, row, evolve(row.state, fact, { law: undefined }), { facts: fact.seq, at: env.now, name: '' })

  const said = { record: '', note: '', seenBy: 'public', scans: [] } as const
  await record(tx, env, { id, no: row.no, area: row.state.area, fact }, said)
  return ok(result)
}

type Added = { readonly voter?: number; readonly name?: string; readonly number?: string; readonly casts?: boolean }

/** Why somebody cannot be added to a published list. */
export const unfitToAdd = async (tx: Tx, env: Env, row: ElectionRow, body: unknown): Promise<readonly Refusal[]> => {
  const { voter, name = '', number = '', casts = true } = body as Added
  if (voter !== undefined) return []
  const params = await paramsOn(tx, row.state.pollingOn, row.state.body)
  const why = faultOf({ name, number, casts }, row.state.pollingOn, params.adultYears)
  if (why !== undefined)
    return [{ tag: 'voter-wrong', values: { why }, pointer: why === 'name' ? '/body/name' : '/body/number' }]
  const known = await knownVoters(tx, row.id, [blindOf(env.vault, number)])
  return known.size === 0 ? [] : [{ tag: 'voter-listed', pointer: '/body/number' }]
}

/** Writes one voter onto a published list, under the next number. */
export const addToList = async (tx: Tx, env: Env, election: string, body: unknown): Promise<void> => {
  const { name = '', number = '', casts = true } = body as Added
  const no = (await lastVoter(tx, election)) + 1
  insertVoters(tx, election, [sealVoter(env.vault, { name, number, casts }, no, env.now)])
}
