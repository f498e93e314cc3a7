import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { ok, refuse } from '../../kernel/result.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { readyPdf } from '../../platform/pdf/pdf.ts'
import { dayFaults } from './book.ts'
import type { Done } from './open.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { type Env, record } from './record.ts'
import { addsUp, type Paper, paperText } from './rules/paper.ts'
import { type Fund, lockFund } from './store/funds.ts'
import { type IssuedRow, insertPaper, type PaperAsked, paperMoves, paperRows } from './store/papers.ts'
import { fundUnits } from './store/units.ts'

export type Scope =
  | { readonly scope: 'unit'; readonly unit: string }
  | { readonly scope: 'building'; readonly building: string }
  | { readonly scope: 'fund' }

export type PaperRequest = Scope & { readonly from: LocalDate; readonly to: LocalDate }

const asked = (fund: Fund, request: PaperRequest): PaperAsked => ({
  estate: fund.estate,
  unit: request.scope === 'unit' ? request.unit : null,
  building: request.scope === 'building' ? request.building : null,
  from: request.from,
  to: request.to,
})

/** The statement as the books stand. It reads as the caller. @throws when it does not add up */
export const paperOf = async (db: CityQueries, fund: Fund, request: PaperRequest): Promise<Paper> => {
  const what = asked(fund, request)
  const rows = await paperRows(db, what)
  const moves = request.scope === 'unit' ? await paperMoves(db, what) : []
  const of = request.scope === 'fund' ? '' : request.scope === 'building' ? request.building : (rows[0]?.code ?? '')
  const { scope, from, to } = request
  const paper = { scope, name: fund.name, of, from, to, rows, moves }
  if (!addsUp(paper)) throw new Error(`the statement of ${fund.estate} does not add up`)
  return paper
}

/** What was entered later for earlier days does not change a paper that somebody holds: it is kept as it was. */
const packed = (paper: Paper): Buffer =>
  gzipSync(JSON.stringify(paper, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)))

const AMOUNT = /^-?\d+n$/

const unpacked = (content: Buffer): Paper =>
  JSON.parse(gunzipSync(content).toString(), (_, value) =>
    typeof value === 'string' && AMOUNT.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as Paper

export const digestOf = (paper: Paper): Buffer => createHash('sha256').update(paperText(paper)).digest()

export type Issued = { readonly row: IssuedRow; readonly paper: Paper }

/**
 * Hands out a statement: its hash goes into the journal, so that whoever holds the paper can show what it said.
 * @param owns whether the unit is the asker's own; the route found out as the reader
 * @returns or `no-fund`; `not-yours` for who neither sees the fund nor owns the unit; `in-future`, `term-wrong`;
 *   `code-unknown` for a unit or building that is none
 */
export const issuePaper = async (
  tx: Tx,
  env: Env,
  estate: string,
  request: PaperRequest,
  owns: boolean,
): Done<Issued> => {
  const fund = await lockFund(tx, estate)
  if (fund === undefined) return refuse([{ tag: 'no-fund' }])
  const staff = may<Verb>(policy, 'view', env.actor, subjectOf(fund))
  const { party } = env.actor
  if ((!staff && !(owns && request.scope === 'unit')) || party === null) return refuse([{ tag: 'not-yours' }])
  const { from, to, scope } = request
  const why = [...dayFaults(to, env), ...(from > to ? [{ tag: 'term-wrong', pointer: '/body/to' }] : [])]
  if (why.length > 0) return refuse(why)
  // Whoever has a statement made prints it next.
  readyPdf()
  const units = await fundUnits(tx, estate)
  const there = units.some(
    each => scope === 'fund' || (scope === 'unit' ? each.unit === request.unit : each.building === request.building),
  )
  if (!there) return refuse([{ tag: 'code-unknown', values: { code: scope === 'building' ? request.building : '' } }])
  const paper = await paperOf(tx, fund, request)
  const digest = digestOf(paper)
  const sha256 = digest.toString('hex')
  const told = { scope, from, to, sha256 }
  const personal = scope === 'unit' ? { unit: request.unit } : {}
  const under = staff ? 'view' : 'mine'
  const { leaf } = await record(tx, env, fund, { action: 'paper', under, on: to, data: told, personal })
  const row: IssuedRow = {
    id: uuidv7(env.now),
    estate,
    scope,
    unit: scope === 'unit' ? request.unit : null,
    building: scope === 'building' ? request.building : null,
    from,
    to,
    issuedAt: env.now,
    byParty: party,
    content: packed(paper),
    digest,
    leaf: Buffer.from(leaf, 'hex'),
  }
  await insertPaper(tx, row)
  return ok({ row, paper })
}

/** A statement that was handed out, word for word. @throws when it is not what its hash stands for */
export const paperAgain = (row: IssuedRow): Paper => {
  const paper = unpacked(row.content)
  if (!digestOf(paper).equals(row.digest)) throw new Error(`statement ${row.id} is not what was handed out`)
  return paper
}
