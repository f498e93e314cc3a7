import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { json, ts } from '../../../platform/db/values.ts'
import type { Basis, Fact, FormationState } from '../rules/formation.ts'

export type FormationRow = {
  readonly estate: string
  readonly version: number
  readonly facts: number
  readonly state: FormationState
}

const ROW = sql('estate.formation', 'select estate, version, facts, state from city.estate_formation where estate = $1')
const PUT = sql(
  'estate.put-formation',
  `insert into city.estate_formation as f (estate, version, facts, step, state, changed_at) values ($1, 1, $2, $3, $4, $5)
   on conflict (estate) do update set version = f.version + 1, facts = excluded.facts, step = excluded.step,
     state = excluded.state, changed_at = excluded.changed_at`,
)
const INSERT = sql(
  'estate.insert-formation-fact',
  `insert into city.estate_formation_fact (estate, seq, at, action, by_party, by_role, data, record, note, leaf)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)
const FACTS = sql(
  'estate.formation-facts',
  'select seq, at, action, data, record, note, leaf from city.estate_formation_fact where estate = $1 order by seq',
)
const FOUNDED = sql(
  'estate.set-assembly',
  'update city.estate set assembly_on = $2, version = version + 1 where id = $1',
)
const BASIS = sql(
  'estate.formation-basis',
  `with held as (
     select u.area_dm2, t.handed_at, case when t.id is null then u.id::text
       when t.developer or t.handed_at is null or t.handed_at > $2 then 'developer' else array_to_string(t.parties, ' ') end as head
     from city.estate_unit as u
     left join city.estate_title as t on t.unit = u.id and t.voided_at is null and t.from_at <= $2 and (t.upto is null or t.upto > $2)
     where u.estate = $1 and ($3 or u.kind not in ('parking', 'storage'))
   )
   select count(distinct head) as heads, coalesce(sum(area_dm2), 0)::bigint as "areaDm2",
     coalesce(sum(area_dm2) filter (where handed_at <= $2), 0)::bigint as "deliveredDm2",
     (min(handed_at) at time zone 'Asia/Shanghai')::date as "firstHanded"
   from held`,
)

export const formationOf = (db: CityQueries, estate: string): Promise<FormationRow | undefined> =>
  db.maybe<FormationRow>(ROW, [estate])

/** What the register says of the whole on an instant. @param parking whether parking and storage count */
export const formationBasis = (db: CityQueries, estate: string, at: Instant, parking: boolean): Promise<Basis> =>
  db.one<Basis>(BASIS, [estate, ts(at), parking])

export type Said = {
  readonly party: string | null
  readonly role: string
  readonly record: string
  readonly note: string
}

/** Writes a fact and where the formation stands after it. */
export const putFact = async (
  tx: Tx,
  estate: string,
  fact: Fact,
  state: FormationState,
  said: Said,
  leaf: string,
): Promise<void> => {
  const { seq, at, action, ...data } = fact
  tx.write(INSERT, [
    estate,
    seq,
    ts(at),
    action,
    said.party,
    said.role,
    json(data),
    said.record,
    said.note,
    Buffer.from(leaf, 'hex'),
  ])
  await tx.run(PUT, [estate, seq, state.step, json(state), ts(at)])
  if (state.foundedOn !== null) await tx.run(FOUNDED, [estate, state.foundedOn])
}

export type FactRow = {
  readonly seq: number
  readonly at: Instant
  readonly action: Fact['action']
  readonly data: Record<string, unknown>
  readonly record: string
  readonly note: string
  readonly leaf: Buffer
}

export const formationFacts = (db: CityQueries, estate: string): Promise<readonly FactRow[]> =>
  db.rows<FactRow>(FACTS, [estate])

/** The fact as the rules read it. */
export const factOf = ({ seq, at, action, data }: FactRow): Fact => ({ ...data, seq, at, action }) as unknown as Fact
