import { parseArgs } from 'node:util'
import { communitiesOf, pathOfCity } from '../src/features/directory/index.ts'
import { matchOpen } from '../src/features/volunteering/match-open.ts'
import { candidatesFor } from '../src/features/volunteering/needs.ts'
import { openNeeds } from '../src/features/volunteering/store/needs.ts'
import { volunteerIds } from '../src/features/volunteering/store/search.ts'
import { volunteersByIds } from '../src/features/volunteering/store/volunteers.ts'
import { instant } from '../src/kernel/time.ts'
import { benchCity } from './support/city.ts'
import { keepResult, percentile, since, table } from './support/result.ts'
import { fillVolunteers } from './support/volunteers.ts'

/**
 * ./linli bench/volunteers.ts [--volunteers 6000000] [--needs 1000]
 * A register of six million: pages of searches as the console asks for them (ids by the index, then the rows as a reader of
 * the area), a thousand needs of one town matched with a hundred thousand offers, each with its reasons, and the candidates
 * of one need. Fails when a search or the candidates of a need have a 95th percentile above 300 ms, or matching takes longer than 10 s.
 */
const { values } = parseArgs({
  options: { volunteers: { type: 'string', default: '6000000' }, needs: { type: 'string', default: '1000' } },
})
const [count, needs] = [Number(values.volunteers), Number(values.needs)]
const [SEARCH_MS_MAX, MATCH_SECONDS_MAX, RUNS] = [300, 10, 100]
const NOW = instant(Date.UTC(2029, 11, 1))

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const { installation, db, close } = await benchCity()
try {
  const all = (await communitiesOf(db, pathOfCity(db.city))).map(({ path }) => path as string)
  const town = (all[0] ?? '').slice(0, 9)
  const towns = [...new Set(all.map(path => path.slice(0, 9)))].toSorted()
  const inTown = all.filter(path => path.startsWith(town))
  const start = performance.now()
  await fillVolunteers(installation.url, count, all, { count: needs, communities: inTown }, say)
  const fillSeconds = since(start)
  const at = <T>(list: readonly T[], index: number): T => list[(index * 7919) % list.length] as T
  const SKILL = ['s:first-aid', 's:driving', 's:law', 's:nursing', 's:repairs']
  const asks: readonly {
    readonly name: string
    readonly filter: (index: number) => Parameters<typeof volunteerIds>[1]
  }[] = [
    { name: 'a community', filter: index => ({ within: [at(all, index)], traits: [] }) },
    {
      name: 'a town, active',
      filter: index => ({ within: [at(all, index).slice(0, 9)], traits: [], state: 'active' }),
    },
    { name: 'a skill in a community', filter: index => ({ within: [at(all, index)], traits: [at(SKILL, index)] }) },
    {
      name: 'a skill in a town',
      filter: index => ({ within: [at(all, index).slice(0, 9)], traits: [at(SKILL, index)] }),
    },
    { name: 'a skill in the city', filter: index => ({ within: ['4420'], traits: [at(SKILL, index)] }) },
    {
      name: 'skill, language, time in a town',
      filter: index => ({
        within: [at(all, index).slice(0, 9)],
        traits: [at(SKILL, index), 'l:sign', `h:${index % 21}`],
      }),
    },
    {
      name: 'two skills, language, wish, time in the city',
      filter: index => ({
        within: ['4420'],
        traits: [at(SKILL, index), at(SKILL, index + 1), 'l:hakka', 'w:elder-care', `h:${index % 21}`],
      }),
    },
    {
      name: 'nobody fits, in the city',
      filter: index => ({ within: ['4420'], traits: ['s:cooking', 's:law', 's:music', `h:${index % 21}`] }),
    },
    {
      name: 'a number',
      filter: index => ({
        within: ['4420'],
        traits: [],
        no: `442000-Z20260101-${String(1 + ((index * 7919) % count)).padStart(8, '0')}`,
      }),
    },
  ]
  const searches: { name: string; p50: number; p95: number; found: number }[] = []
  for (const { name, filter } of asks) {
    const times: number[] = []
    let found = 0
    for (let index = 0; index < RUNS; index++) {
      const asked = filter(index)
      const reader = db.as({ of: { volunteers: asked.within, staff: ['on'] }, breadth: 'rows' })
      const from = performance.now()
      const rows = await volunteersByIds(reader, await volunteerIds(db, asked, undefined, 21, towns))
      times.push(performance.now() - from)
      found += rows.length
    }
    searches.push({ name, p50: percentile(times, 0.5), p95: percentile(times, 0.95), found: found / RUNS })
    say(`${name}: p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`)
  }
  const matching = performance.now()
  const matched = await matchOpen(db, db, town, NOW)
  const matchSeconds = since(matching)
  const withReasons = matched.filter(
    ({ matches }) => matches.length > 0 && matches.every(({ reasons }) => reasons.length > 0),
  ).length
  const one: number[] = []
  for (const need of (await openNeeds(db, town, NOW, 40)).slice(0, 40)) {
    const from = performance.now()
    await candidatesFor(db, need, 10)
    one.push(performance.now() - from)
  }
  const result = {
    volunteers: count,
    fillSeconds,
    searches,
    needs: matched.length,
    matchSeconds,
    matchedWithReasons: withReasons,
    candidatesMs: { p50: percentile(one, 0.5), p95: percentile(one, 0.95) },
    limits: { searchMs: SEARCH_MS_MAX, matchSeconds: MATCH_SECONDS_MAX },
  }
  keepResult('volunteers', result)
  say(
    table([['search', 'p50', 'p95', 'found'], ...searches.map(({ name, p50, p95, found }) => [name, p50, p95, found])]),
  )
  process.stdout.write(`${JSON.stringify(result)}\n`)
  const slow = [...searches, result.candidatesMs].some(({ p95 }) => p95 > SEARCH_MS_MAX)
  if (slow || matchSeconds > MATCH_SECONDS_MAX) process.exitCode = 1
} finally {
  await close()
}
