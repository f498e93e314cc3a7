import { parseArgs } from 'node:util'
import { opinionsOf } from '../src/features/deliberation/rules/groups.ts'
import { type Opinion, Votes } from '../src/features/deliberation/rules/votes.ts'
import { keepResult, since } from './support/result.ts'

/**
 * ./linli bench/opinions.ts [--voters 10000] [--statements 500]
 * Opinion groups of so many people with an opinion of every third statement: from nothing, and again after a hundred more
 * votes. Prints one JSON object; fails when the second takes longer than two seconds.
 */
const { values } = parseArgs({
  options: { voters: { type: 'string', default: '10000' }, statements: { type: 'string', default: '500' } },
})
const [voters, statements] = [Number(values.voters), Number(values.statements)]
const SECONDS_MAX = 2
const CAMPS = 4
const MORE = 100

let state = 42
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}
const camps = Array.from({ length: CAMPS }, () =>
  Array.from({ length: statements }, () => (random() < 0.5 ? 1 : -1) as Opinion),
)
const votes = new Votes()
let start = performance.now()
for (let voter = 0; voter < voters; voter++)
  for (let statement = 0; statement < statements; statement++)
    if (random() < 1 / 3)
      votes.vote(`v${voter}`, `s${statement}`, random() < 0.2 ? 0 : (camps[voter % CAMPS]?.[statement] ?? 0))
const takenSeconds = since(start)
start = performance.now()
const first = opinionsOf(votes)
const firstSeconds = since(start)
for (let more = 0; more < MORE; more++)
  votes.vote(`v${Math.floor(random() * voters)}`, `s${Math.floor(random() * statements)}`, 1)
start = performance.now()
const next = opinionsOf(votes, first)
const nextSeconds = since(start)
const result = {
  voters,
  statements,
  groups: next.groups,
  takenSeconds,
  firstSeconds,
  nextSeconds,
  limitSeconds: SECONDS_MAX,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
keepResult('opinions', result)
if (nextSeconds > SECONDS_MAX) process.exitCode = 1
