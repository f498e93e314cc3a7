import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { addCity } from '../src/app/cities.ts'
import { act } from '../src/features/owners-vote/commands.ts'
import { countBallots } from '../src/features/owners-vote/count-ballots.ts'
import { voteById } from '../src/features/owners-vote/store/votes.ts'
import { VERBS } from '../src/features/owners-vote/verbs.ts'
import { instant } from '../src/kernel/time.ts'
import { dataFolder, ROOT, startServer } from '../tests/e2e/support/server.ts'
import { beside, CITY } from './support/city.ts'
import { CLERK, must, openVote, owners } from './support/open-vote.ts'
import { keepResult, percentile, since } from './support/result.ts'

/**
 * ./linli bench/owners-vote.ts [--voters 2000] [--motions 10] [--clients 8] [--quiet 120]
 * A vote over HTTP against a server on its private cluster: one owner looks at it and so many seconds pass, as between a
 * notice and the voting; then every owner casts a ballot on all motions; then the count, the
 * published proof, and its verification by the CLI. Fails below 50 ballots a second, or when counting takes longer than 1 s
 * or verifying longer than 60 s.
 */
const { values } = parseArgs({
  options: {
    voters: { type: 'string', default: '2000' },
    motions: { type: 'string', default: '10' },
    clients: { type: 'string', default: '8' },
    quiet: { type: 'string', default: '120' },
  },
})
const [voters, motions, clients] = [Number(values.voters), Number(values.motions), Number(values.clients)]
const QUIET_MS = Number(values.quiet) * 1000
const [CAST_PER_SECOND_MIN, TALLY_SECONDS_MAX, VERIFY_SECONDS_MAX] = [50, 1, 60]
/** Enough to cast them all at the least rate, and to make the vote before. */
const OPEN_MS = QUIET_MS + 60_000 + (voters / CAST_PER_SECOND_MIN) * 2_500
const CHOICES = ['agree', 'oppose', 'abstain'] as const

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const data = await dataFolder()
const server = await startServer({ demo: false, env: { LINLI_LOG: 'warn' } }, data)
try {
  const installation = await beside(data)
  await addCity(installation, '442000')
  const db = installation.database.city(CITY)
  const now = instant(Date.now())
  const cookies = await owners(db, installation.vault, voters, now)
  const closes = instant(Date.now() + OPEN_MS)
  const { id, no } = await openVote(db, installation.vault, { voters, motions }, { now, closes })

  const times: number[] = []
  let next = 0
  const client = async (): Promise<void> => {
    for (let index = next++; index < voters; index = next++) {
      const headers = { cookie: cookies[index] ?? '', 'content-type': 'application/json' }
      const own = (await (await fetch(`${server.base}/api/me/votes`, { headers })).json()) as {
        items: { group: string }[]
      }
      const choices = Array.from({ length: motions }, (_, at) => ({
        no: at + 1,
        choice: CHOICES[(index * 7 + at) % 5 > 1 ? 0 : (index + at) % 3],
      }))
      const from = performance.now()
      const answer = await fetch(`${server.base}/api/owners-votes/${id}/ballots`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': randomUUID() },
        body: JSON.stringify({ group: own.items[0]?.group, choices }),
      })
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
      times.push(performance.now() - from)
    }
  }
  await fetch(`${server.base}/api/me/votes`, { headers: { cookie: cookies[0] ?? '' } })
  await wait(QUIET_MS)
  const start = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  const castSeconds = (performance.now() - start) / 1000
  await wait(Math.max(0, closes - Date.now()) + 1_500)

  const vote = await voteById(db, id)
  if (vote === undefined) throw new Error('no vote')
  const counting = performance.now()
  const counted = await countBallots(db, installation.vault, vote)
  const tallySeconds = since(counting)
  const input = { body: VERBS.count.body.parse({}), scans: [], counted }
  must(await db.tx(tx => act(tx, { actor: CLERK, now: instant(Date.now()) }, id, 'count', input)))

  let bundle = ''
  let publishSeconds = 0
  while (bundle === '') {
    const asked = performance.now()
    const answer = await fetch(`${server.base}/open/owners-votes/${no}/bundle`)
    if (answer.status === 200) bundle = await answer.text()
    else await wait(200)
    publishSeconds = since(asked)
  }
  const file = join(data, 'vote.jsonl')
  await writeFile(file, bundle)
  const verifying = performance.now()
  const { stdout } = await promisify(execFile)(join(ROOT, 'linli'), ['verify', file])
  const verifySeconds = since(verifying)
  const castPerSecond = Math.round((voters * 10) / castSeconds) / 10
  const result = {
    voters,
    motions,
    clients,
    quietSeconds: QUIET_MS / 1000,
    castPerSecond,
    castMs: { p50: percentile(times, 0.5), p95: percentile(times, 0.95) },
    tallySeconds,
    publishSeconds,
    megabytes: Math.round(bundle.length / 1e5) / 10,
    verifySeconds,
    verified: stdout.includes('验证通过'),
    limits: { castPerSecond: CAST_PER_SECOND_MIN, tallySeconds: TALLY_SECONDS_MAX, verifySeconds: VERIFY_SECONDS_MAX },
  }
  keepResult('owners-vote', result)
  process.stdout.write(`${JSON.stringify(result)}\n`)
  if (
    !result.verified ||
    castPerSecond < CAST_PER_SECOND_MIN ||
    tallySeconds > TALLY_SECONDS_MAX ||
    verifySeconds > VERIFY_SECONDS_MAX
  )
    process.exitCode = 1
  await installation.close()
} finally {
  await server.stop()
  await rm(data, { recursive: true, force: true })
}
