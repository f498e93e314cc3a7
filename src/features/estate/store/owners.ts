import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'
import type { Paper } from '../rules/owner.ts'

/** Somebody who owns something, as lists show them. */
export type OwnerLine = {
  readonly id: string
  readonly party: string
  readonly kind: 'person' | 'organisation'
  readonly paper: Paper
  readonly nameMasked: string
  readonly numberMasked: string
}

export type OwnerRow = OwnerLine & {
  readonly nameSealed: Buffer
  readonly numberSealed: Buffer
  readonly numberBlind: Buffer
}

const LINE = `id, party, kind, paper, name_masked as "nameMasked", number_masked as "numberMasked"`
const ROW = `${LINE}, name_sealed as "nameSealed", number_sealed as "numberSealed", number_blind as "numberBlind"`
const BY_BLINDS = sql(
  'estate.owners-by-number',
  `select ${ROW} from city.estate_owner where number_blind = any($1::bytea[])`,
)
const BY_IDS = sql('estate.owners', `select ${ROW} from city.estate_owner where id = any($1::uuid[]) order by id`)
const LINES = sql('estate.owner-lines', `select ${LINE} from city.estate_owner where id = any($1::uuid[]) order by id`)
const INSERT = sql(
  'estate.insert-owner',
  `insert into city.estate_owner
     (id, party, kind, paper, name_sealed, name_masked, number_sealed, number_blind, number_masked, recorded_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (number_blind) do nothing`,
)

const VERIFIED = sql(
  'estate.verified-parties',
  `select id, id_blind as blind, name_sealed as "nameSealed" from city.party
   where id_blind = any($1::bytea[]) and kind = 'person' and level >= 'L2' and erased_at is null`,
)
const UNDO_PARTY = sql('estate.undo-party', 'delete from city.party where id = $1')

/** Persons whose real name was verified with one of these numbers. */
export const verifiedByNumber = (
  db: CityQueries,
  blinds: readonly Buffer[],
): Promise<readonly { readonly id: string; readonly blind: Buffer; readonly nameSealed: Buffer | null }[]> =>
  db.rows(VERIFIED, [blinds])

/** Takes back a party that this transaction made, and that nothing refers to. */
export const undoParty = async (tx: Tx, party: string): Promise<void> => {
  await tx.run(UNDO_PARTY, [party])
}

/** Owners known by these numbers. */
export const ownersByNumber = (db: CityQueries, blinds: readonly Buffer[]): Promise<readonly OwnerRow[]> =>
  db.rows<OwnerRow>(BY_BLINDS, [blinds])

export const ownerRows = (db: CityQueries, ids: readonly string[]): Promise<readonly OwnerRow[]> =>
  db.rows<OwnerRow>(BY_IDS, [ids])

/** Owners as lists show them: masked. */
export const ownerLines = async (db: CityQueries, ids: readonly string[]): Promise<ReadonlyMap<string, OwnerLine>> =>
  new Map((await db.rows<OwnerLine>(LINES, [[...new Set(ids)]])).map(line => [line.id, line]))

/** False when somebody else wrote this number in the same moment. */
export const insertOwner = async (tx: Tx, owner: OwnerRow, at: Instant): Promise<boolean> =>
  (await tx.run(INSERT, [
    owner.id,
    owner.party,
    owner.kind,
    owner.paper,
    owner.nameSealed,
    owner.nameMasked,
    owner.numberSealed,
    owner.numberBlind,
    owner.numberMasked,
    ts(at),
  ])) === 1

const VERIFIED_ONE = sql(
  'estate.verified-party',
  `select id_blind as blind, name_sealed as "nameSealed" from city.party
   where id = $1 and kind = 'person' and level >= 'L2' and id_blind is not null and name_sealed is not null`,
)
const DISPUTE = sql('estate.dispute-owner', 'update city.estate_owner set disputed_at = $2 where id = $1')

/** Number and name of a person, when verified. */
export const verifiedParty = (
  db: CityQueries,
  party: string,
): Promise<{ readonly blind: Buffer; readonly nameSealed: Buffer } | undefined> => db.maybe(VERIFIED_ONE, [party])

/** Notes that somebody was verified with an owner's number under another name, or (null) that it is put right. */
export const disputeOwner = async (tx: Tx, owner: string, at: Instant | null): Promise<void> => {
  await tx.run(DISPUTE, [owner, at === null ? null : ts(at)])
}
