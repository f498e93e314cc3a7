/** How a text may get out of where a careless program has put it. */
const OPENERS = ["'", '"', "')", "'))", '1', '1)', "\\'", "%' ", '$$', "x'::text"] as const

/** What it then does. `SLEEP` stands for a call that waits. */
const DEEDS = [
  ' or 1=1 --',
  ' or true /*',
  ' and 1=2 --',
  ' union select null --',
  ' union all select version(), null, null --',
  '; select SLEEP --',
  ' || SLEEP --',
  ' and (select 1 from SLEEP) is not null --',
  ' order by 99 --',
  '; drop table work_order cascade --',
  '; update party set level = 0 --',
] as const

/** Longer than a request may read, so that a sleep that works is not taken for a slow machine. */
export const SLEEP_S = 3
const SLEEP = `pg_sleep(${SLEEP_S})`

/** Those that are no sum of an opener and a deed: places of a name, other quotings, what a driver may rewrite. */
const OTHERS = [
  'id; SLEEP',
  'received_at desc, (select SLEEP)',
  '(select case when (1=1) then SLEEP else null end)',
  '1 AND 1=(SELECT 1 FROM SLEEP)',
  'SLEEP',
  '${SLEEP}',
  '$1',
  ':name',
  '?',
  'city.work_order',
  '"city"."party"',
  'pg_catalog.pg_authid',
  "a' in (select name_sealed from city.party) and 'a' = 'a",
  "E'\\x27; select SLEEP --'",
  "U&'\\0027 ; select SLEEP --'",
  '／**／unionselect',
  'ʼ or 1=1 --',
  '＇; select SLEEP --',
  "'+(select SLEEP)+'",
  "'||(select current_user)||'",
  "'; copy (select 1) to program 'sleep 3' --",
  "'; listen x --",
  "{}'::jsonb; select SLEEP --",
  '%27%3B%20select%20SLEEP%20--',
  'null',
  'infinity',
  '1e309',
  "1'1",
  '1 exec',
  'asc; select SLEEP',
] as const

/** Every string of the list, each once: 140 in all. */
export const SQL_STRINGS: readonly string[] = [
  ...OPENERS.flatMap(opener => DEEDS.map(deed => `${opener}${deed}`)),
  ...OTHERS,
].map(text => text.replaceAll('SLEEP', SLEEP))

export const isTimed = (text: string): boolean => text.includes('pg_sleep')

/** The same text without what it does: no call that sleeps, nothing that quotes or ends a statement. */
export const awake = (text: string): string => text.replaceAll('pg_sleep', 'pg_sleap').replaceAll(/['"\\$;]/g, 'x')
