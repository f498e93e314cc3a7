import pg from 'pg'
import { SKILLS, TOPICS } from '../../src/features/volunteering/rules/kinds.ts'

const list = (values: readonly string[]): string => `array[${values.map(value => `'${value}'`).join(', ')}]`

/** Numbers below `below` from a salt and a place, the same every time. */
const dice = (salt: string, below: number): string =>
  `(('x' || substr(md5('${salt}' || n), 1, 7))::bit(28)::int % ${below})`

const PROFILES = 50_000

/** What people can do and when they are free: so many kinds of them, each lived by many volunteers in other places. */
const PROFILE = `create temporary table profile as
  with given as (
    select n, ${dice('a', 13)} as s1, ${dice('b', 13)} as s2, ${dice('l', 20)} as l, ${dice('w', 9)} as w1, ${dice('x', 9)} as w2,
      ${dice('f', 2_097_152)} & ${dice('g', 2_097_152)} as slots, ${dice('r', 10)} as r, ${dice('m', 60_000)} as minutes,
      ${dice('z', 20)} as z, ${dice('d', 20_000)} as days from generate_series(0, ${PROFILES - 1}) as n),
  made as (
    select given.*, array[(${list(SKILLS)})[s1 + 1], (${list(SKILLS)})[s2 + 1]] as skills,
      case when l < 12 then '{mandarin}'::text[] when l < 18 then '{mandarin,cantonese}' when l = 18 then '{mandarin,hakka}'
        else '{mandarin,sign}' end as languages,
      array[(${list(TOPICS)})[w1 + 1], (${list(TOPICS)})[w2 + 1]] as wishes,
      case when r < 6 then 'community' when r < 9 then 'town' else 'city' end as reach from given)
  select made.*, case when z = 0 then 'left' when z = 1 then 'paused' else 'active' end as state,
    array[''] || (select array_agg('s:' || s) from unnest(skills) s) || (select array_agg('l:' || s) from unnest(languages) s)
      || (select array_agg('w:' || s) from unnest(wishes) s)
      || coalesce((select array_agg('h:' || h) from generate_series(0, 20) h where slots & (1 << h) <> 0), '{}') as traits
  from made`

const id = (kind: string): string => `('00000000-000${kind}-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`

const PARTIES = `insert into c442000.party (id, kind, created_at)
  select ${id('1')}, 'person', '2026-01-01' from generate_series($1::int, $2::int) as n`

/** A volunteer of made-up numbers: sealed values are bytes of the usual length, since nobody opens them here. */
const VOLUNTEERS = `insert into c442000.volunteer (id, no, party, area, state, joined_by, name_sealed, name_blind, name_masked, number_sealed,
    number_blind, number_masked, born_on, guardian_masked, skills, languages, wishes, slots, reach, traits, minutes, services, version,
    joined_at, changed_at)
  select ${id('2')}, '442000-Z20260101-' || lpad(n::text, 8, '0'), ${id('1')}, area, state, 'self', decode(repeat('ab', 45), 'hex'),
    decode(md5('name' || n / 3), 'hex'), '样**', decode(repeat('cd', 55), 'hex'), decode(md5('number' || n), 'hex'), '4****************0',
    date '1950-01-01' + days, '', skills, languages, wishes, slots, reach, (select array_agg(left(area, 9) || '|' || w) from unnest(traits) w) || (select coalesce(array_agg('*|' || w), '{}') from unnest(traits) w where reach = 'city'),
    minutes, minutes / 120, 1, '2026-01-01', '2026-01-01'
  from (select n, ($3::text[])[1 + (n::bigint * 7919 % 1000003)::int % cardinality($3::text[])] as area,
      (n::bigint * 104729 % ${PROFILES})::int as kind from generate_series($1::int, $2::int) as n) as each
  join lateral (select p.* from profile p where p.n = each.kind) as p(pn, s1, s2, l, w1, w2, slots, r, minutes, z, days, skills, languages,
    wishes, reach, state, traits) on true`

const NEEDS = `insert into c442000.volunteer_need (id, no, area, requester, entered_by, topic, text, where_sealed, skill, language, risk, insurance,
    from_at, to_at, state, note, version, created_at)
  select ${id('3')}, '442000-X20260101-' || n, ($2::text[])[1 + n % cardinality($2::text[])], ${id('1')}, 'desk',
    (${list(TOPICS)})[1 + n % ${TOPICS.length}], '需要帮忙', '', case when n % 4 = 0 then null else (${list(SKILLS)})[1 + n % ${SKILLS.length}] end,
    case when n % 5 = 0 then 'cantonese' end, 'none', '', '2030-01-07 09:00+08'::timestamptz + (n % 7) * interval '1 day' + (n % 3) * interval '5 hours',
    '2030-01-07 11:00+08'::timestamptz + (n % 7) * interval '1 day' + (n % 3) * interval '5 hours', 'open', '', 1, '2026-01-01'
  from generate_series(1, $1::int) as n`

const INDEXES = [
  'volunteer_name',
  'volunteer_area',
  'volunteer_traits',
  'volunteer_number_key',
  'volunteer_least',
  'volunteer_anywhere',
] as const
const BATCH = 100_000

/**
 * Fills the register with so many volunteers, spread over these communities, and one of their towns with needs. The seed is
 * in the statements: the same rows every time. Indexes for looking are built at the end.
 */
export const fillVolunteers = async (
  url: string,
  count: number,
  communities: readonly string[],
  needs: { readonly count: number; readonly communities: readonly string[] },
  say: (line: string) => void,
): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `set synchronous_commit = off; set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2`,
    )
    await client.query(PROFILE)
    await client.query('create index on profile (n)')
    await client.query('analyze profile')
    const kept = await client.query<{ indexdef: string }>(
      `select indexdef from pg_indexes where schemaname = 'c442000' and indexname = any($1)`,
      [INDEXES],
    )
    for (const name of INDEXES) await client.query(`drop index c442000.${name}`)
    await client.query('alter table c442000.volunteer disable trigger all')
    for (let from = 1; from <= count; from += BATCH) {
      const to = Math.min(count, from + BATCH - 1)
      await client.query(PARTIES, [from, to])
      await client.query(VOLUNTEERS, [from, to, communities])
      if (to % 1_000_000 === 0) say(`${to} volunteers`)
    }
    await client.query('alter table c442000.volunteer enable trigger all')
    for (const { indexdef } of kept.rows) await client.query(indexdef)
    await client.query(NEEDS, [needs.count, needs.communities])
    await client.query('vacuum analyze c442000.volunteer')
    await client.query('analyze c442000.volunteer_need')
    await client.query('vacuum analyze c442000.party')
  } finally {
    await client.end()
  }
}
