import type { Tx } from '../../platform/db/types.ts'
import { personOfVoter } from './names.ts'
import { NOTHING, type Seen } from './rules/ask.ts'
import { differences } from './rules/count.ts'
import { lastRound } from './rules/evolve.ts'
import type { Count } from './rules/state.ts'
import type { ElectionRow } from './store/elections.ts'
import { officialsOf, proxyCount, waitingCount } from './store/papers.ts'
import { onList } from './store/voters.ts'
import { numbersIn, type VerbName } from './verbs.ts'
import type { Env } from './write.ts'

/** What a command needs to know of list, committee and counts, and what it will write beside the fact. */
export type Looked = {
  readonly seen: Seen
  /** Whether the voter named casts a ballot. */
  readonly casts: boolean
  readonly nominators: readonly number[]
  /** Name and sex of whoever is nominated. */
  readonly name: string
  readonly woman: boolean
}

const BLANK: Looked = { seen: NOTHING, casts: false, nominators: [], name: '', woman: false }

/** The number of the round that is under way, or would be the next. */
export const roundOf = ({ state }: Pick<ElectionRow, 'state'>): number =>
  state.step === 'standing' ? state.rounds.length + 1 : (lastRound(state)?.round ?? 1)

const folded = (name: string): string => name.normalize('NFKC').replace(/[\s·•.]/g, '')

const lookAtNominee = async (tx: Tx, env: Env, row: ElectionRow, voter: number, typed: string): Promise<Looked> => {
  const given = numbersIn(typed)
  const listed = await onList(tx, row.id, [voter, ...given.filter(no => Number.isSafeInteger(no) && no < 2 ** 31)])
  const { name, woman } = (await personOfVoter(tx, env.vault, row.id, voter)) ?? { name: '', woman: false }
  const officials = await officialsOf(tx, row.id)
  const inCommittee = officials.some(each => each.leftOn === null && folded(each.name) === folded(name))
  const unknownNominators = given.filter((no, index) => !listed.has(no) || given.indexOf(no) !== index)
  return {
    seen: { ...NOTHING, onList: listed.has(voter), inCommittee, unknownNominators },
    casts: listed.get(voter) ?? false,
    nominators: given,
    name,
    woman,
  }
}

/** Whether this is the same human who made the first entry, under whatever account. */
const isSame = ({ actor }: Env, by: string): boolean => actor.party === by || (actor.also ?? []).includes(by)

const lookAtCount = async (tx: Tx, env: Env, row: ElectionRow, count: Count | undefined): Promise<Looked> => {
  const first = await waitingCount(tx, row.id)
  if (first === undefined || count === undefined) return BLANK
  const waiting = { samePerson: isSame(env, first.by), differs: differences(first.count, count) }
  return { ...BLANK, seen: { ...NOTHING, waiting } }
}

/** What is on record beside the election for this command. */
export const lookAt = async (
  tx: Tx,
  env: Env,
  row: ElectionRow,
  name: VerbName,
  body: unknown,
  count: Count | undefined,
): Promise<Looked> => {
  const typed = body as { readonly voter?: number; readonly nominators?: string; readonly seat?: number }
  switch (name) {
    case 'nominate':
      return lookAtNominee(tx, env, row, typed.voter ?? 0, typed.nominators ?? '')
    case 'mend': {
      if (typed.voter === undefined) return BLANK
      const casts = (await onList(tx, row.id, [typed.voter])).get(typed.voter)
      return { ...BLANK, seen: { ...NOTHING, onList: casts !== undefined }, casts: casts ?? false }
    }
    case 'replace': {
      const held = (await officialsOf(tx, row.id)).some(({ seat, leftOn }) => seat === typed.seat && leftOn === null)
      return { ...BLANK, seen: { ...NOTHING, seatHeld: held } }
    }
    case 'open':
      return { ...BLANK, seen: { ...NOTHING, proxies: await proxyCount(tx, row.id, roundOf(row)) } }
    case 'firstCount':
    case 'secondCount':
      return lookAtCount(tx, env, row, count)
    default:
      return BLANK
  }
}
