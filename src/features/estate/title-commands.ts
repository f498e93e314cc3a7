import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { atMinute, dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { leaveOfMachine, openPersonal } from '../../platform/personal/purposes.ts'
import { type Acted, type Done, taken, unitOf } from './commands.ts'
import { ensureOwners, titlePlace } from './owners.ts'
import { type Env, record } from './record.ts'
import { DEPOSITED } from './rules/basis.ts'
import { type ReadOwner, readOwner, type Typed } from './rules/owner.ts'
import { type Change, correct, enter, type Holder, handOver, pass, type TitleBasis, takeBack } from './rules/title.ts'
import { gatedUnits } from './store/gates.ts'
import { ownerRows } from './store/owners.ts'
import { closeTitle, insertTitles, type NewTitle, type TitleRow, titlesOf, voidTitles } from './store/titles.ts'

/** The instant at which a day's change of owners takes effect: its midnight. */
export const startOf = (day: LocalDate): Instant => atMinute(day, 0)

/** Who owns a unit from a day on, as it is typed in. */
export type Transfer = {
  readonly on: LocalDate
  /** Nobody: it is the developer's. */
  readonly owners: readonly Typed[]
  readonly basis: TitleBasis
  /** Number of the certificate or contract; kept sealed. */
  readonly paper: string
  /** Not given: it is not handed over. */
  readonly handedOn?: LocalDate | undefined
}

const maskPaper = (paper: string): string => {
  const signs = [...paper]
  return signs.length < 5 ? '*'.repeat(signs.length) : `***${signs.slice(-4).join('')}`
}

type Paper = Pick<TitleRow, 'paperSealed' | 'paperMasked'>

/** The number of a certificate, sealed for one title, with what lists show of it. */
export const sealedPaper = (vault: Vault, id: string, paper: string): Paper => ({
  paperSealed: paper === '' ? null : vault.seal(paper, titlePlace('paper_sealed', id)),
  paperMasked: maskPaper(paper),
})

/** The same number under the new title's place. */
const movedPaper = (vault: Vault, from: TitleRow, to: string): Paper =>
  from.paperSealed === null
    ? { paperSealed: null, paperMasked: '' }
    : sealedPaper(
        vault,
        to,
        openPersonal(vault, leaveOfMachine('register'), from.paperSealed, titlePlace('paper_sealed', from.id)),
      )

/** What of a new title is not in the rules. */
export type Papers = { readonly basis: TitleBasis; readonly paper: string }

/** Writes a change of a unit's history: what is void, what ends, what begins. */
export const applyChange = async (
  tx: Tx,
  env: Env,
  unit: { readonly id: string; readonly area: string },
  known: readonly TitleRow[],
  change: Change,
  papers: Papers,
): Promise<void> => {
  await voidTitles(tx, change.voids, env.now)
  for (const { id, upto } of change.closes) await closeTitle(tx, id, upto)
  const owners = change.adds.flatMap(({ holders }) => holders.map(({ owner }) => owner))
  const parties = new Map((await ownerRows(tx, [...new Set(owners)])).map(({ id, party }) => [id, party]))
  const titles = change.adds.map((title): NewTitle => {
    const old = known.find(({ id }) => id === title.id)
    const id = old === undefined ? title.id : uuidv7(env.now)
    return {
      ...title,
      id,
      unit: unit.id,
      basis: old?.basis ?? papers.basis,
      ...(old === undefined ? sealedPaper(env.vault, id, papers.paper) : movedPaper(env.vault, old, id)),
      backdated: change.backdated,
      corrects: old?.id ?? null,
      parties: [...new Set(title.holders.map(({ owner }) => parties.get(owner) ?? ''))],
    }
  })
  await insertTitles(tx, unit.area, titles, env.now)
}

/** Owners as typed, read and known; every fault of every one. */
const holdersOf = async (
  tx: Tx,
  env: Env,
  typed: readonly Typed[],
): Promise<Result<readonly Holder[], readonly Refusal[]>> => {
  const read = typed.map((one, index) => readOwner(one, dateOf(env.now), `/body/owners/${index}`))
  const why = read.flatMap(one => (one.ok ? [] : one.error))
  if (why.length > 0) return refuse(why)
  const owners = read.flatMap((one): readonly ReadOwner[] => (one.ok ? [one.value] : []))
  const known = await ensureOwners(tx, env, owners)
  if (!known.ok) return known
  return ok(
    owners.map(({ share }, index) => ({
      owner: known.value[index]?.id ?? '',
      ...(share === undefined ? {} : { share }),
    })),
  )
}

type Said = {
  readonly action: string
  readonly on: LocalDate
  readonly note?: string
  readonly papers?: Papers
  /** It says that the unit is handed over. */
  readonly hands?: boolean
  /** What is wrong with what was typed, for itself; told to whoever may do this at all. */
  readonly wrong?: readonly Refusal[]
}

/** A unit is not handed over while its first deposit into the repair fund is unpaid. */
const gateOf = async (tx: Tx, unit: string): Promise<readonly Refusal[]> =>
  (await gatedUnits(tx, [unit])).size === 0 ? [] : [{ tag: 'deposit-unpaid', basis: DEPOSITED }]

/** lock → access → history → rules → write, all in the caller's transaction. */
const change = async (
  tx: Tx,
  env: Env,
  at: { readonly estate: string; readonly unit: string },
  said: Said,
  typed: readonly Typed[],
  decide: (titles: readonly TitleRow[], holders: readonly Holder[]) => Result<Change, readonly Refusal[]>,
): Done<Acted> => {
  const estate = await taken(tx, env, at.estate, 'keep')
  if (!estate.ok) return estate
  const unit = await unitOf(tx, estate.value, at.unit)
  if (!unit.ok) return unit
  const { action, on, note = '', papers = { basis: 'register', paper: '' }, wrong = [], hands = false } = said
  const held = [...wrong, ...heldBack({ note }), ...(hands ? await gateOf(tx, at.unit) : [])]
  const holders = await holdersOf(tx, env, typed)
  if (!holders.ok) return refuse([...held, ...holders.error])
  const titles = await titlesOf(tx, at.unit)
  const decided = decide(titles, holders.value)
  if (!decided.ok || held.length > 0) return refuse([...held, ...(decided.ok ? [] : decided.error)])
  await applyChange(tx, env, unit.value, titles, decided.value, papers)
  const { backdated, adds } = decided.value
  const { leaf } = await record(tx, env, estate.value, {
    action,
    under: 'keep',
    unit: at.unit,
    effectiveOn: on,
    backdated,
    note,
    data: { basis: papers.basis, owners: adds.at(-1)?.holders.length ?? 0 },
    personal: { owners: (adds.at(-1)?.holders ?? []).map(({ owner }) => owner) },
  })
  return ok({ id: at.unit, leaf })
}

type At = { readonly estate: string; readonly unit: string }

/** Which owners and which basis go together. */
const fits = ({ owners, basis }: Transfer): readonly Refusal[] =>
  (owners.length === 0) === (basis === 'developer')
    ? []
    : [{ tag: owners.length === 0 ? 'owners-missing' : 'developer-has-none', pointer: '/body/owners' }]

const title = (env: Env, { on, handedOn }: Pick<Transfer, 'on' | 'handedOn'>, holders: readonly Holder[]) => ({
  id: uuidv7(env.now),
  from: startOf(on),
  upto: null,
  handedAt: holders.length === 0 || handedOn === undefined ? null : startOf(handedOn),
  holders,
})

/** What kind of change of owners a transfer is: into an empty unit, or from one owner to the next. */
const moved = (tx: Tx, env: Env, at: At, transfer: Transfer, by: typeof enter | typeof pass): Done<Acted> => {
  const hands = transfer.handedOn !== undefined
  const action = by === enter ? 'enter' : 'pass'
  const said = { action, on: transfer.on, papers: transfer, wrong: fits(transfer), hands }
  return change(tx, env, at, said, transfer.owners, (titles, holders) =>
    by(titles, title(env, transfer, holders), env.now),
  )
}

/** Enters who owns a unit of which nobody was known to be the owner. See `enter` of the rules for refusals. */
export const enterTitle = (tx: Tx, env: Env, at: At, transfer: Transfer): Done<Acted> =>
  moved(tx, env, at, transfer, enter)

/** A unit passes to others: one title ends, the next begins, in one transaction. See `pass` of the rules. */
export const transferTitle = (tx: Tx, env: Env, at: At, transfer: Transfer): Done<Acted> =>
  moved(tx, env, at, transfer, pass)

/** The unit is handed over to its buyer: from now on it is no more the developer's in votes. */
export const handOverUnit = (tx: Tx, env: Env, at: At, on: LocalDate): Done<Acted> =>
  change(tx, env, at, { action: 'handOver', on, hands: true }, [], titles => handOver(titles, startOf(on), env.now))

export type Correction = Omit<Transfer, 'basis' | 'paper'> & { readonly title: string; readonly note: string }

/** A title was written down wrongly. See `correct` of the rules for refusals. */
export const correctTitle = (tx: Tx, env: Env, at: At, { title: wrong, note, ...right }: Correction): Done<Acted> =>
  change(
    tx,
    env,
    at,
    { action: 'correct', on: right.on, note, hands: right.handedOn !== undefined },
    right.owners,
    (titles, holders) => correct(titles, wrong, title(env, right, holders), env.now),
  )

/** A transfer was written down that never was. */
export const takeBackTitle = (
  tx: Tx,
  env: Env,
  at: At,
  { title: wrong, note }: { readonly title: string; readonly note: string },
): Done<Acted> =>
  change(tx, env, at, { action: 'takeBack', on: dateOf(env.now), note }, [], titles => takeBack(titles, wrong, env.now))
