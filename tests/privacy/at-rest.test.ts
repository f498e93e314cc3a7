import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addCity } from '../../src/app/cities.ts'
import { serverAccount } from '../../src/platform/db/cluster/account.ts'
import { clusterHome } from '../../src/platform/db/cluster/home.ts'
import { sql } from '../../src/platform/db/types.ts'
import { recordIdentity } from '../../src/platform/identity/parties.ts'
import { score } from '../../src/platform/testing/score.ts'
import { inParallel, openBehind, PLACE, resident, staff } from '../chaos/support.ts'
import { dataFolder, startServer } from '../e2e/support/server.ts'
import { scannerOf } from './raw.ts'
import { cardOf, chanceOf, homeOf, idOf, nameOf, phoneOf } from './seeds.ts'

const DEEP = process.env.LINLI_DEEP === '1'
/** Of each: ID numbers, phones, names, homes, bank cards. */
const SEEDS = DEEP ? 5_000 : 40
const METRICS = 'a-token-of-this-test'
const CHECKPOINT = sql('test.checkpoint', 'checkpoint')
const CANARY = sql('test.canary', `update city.party set name_masked = $2 where id = $1`)
const INVENTED = '欧阳金丝雀一号'

const unique = (make: () => string): readonly string[] => {
  const made = new Set<string>()
  for (let tries = 0; made.size < SEEDS && tries < SEEDS * 40; tries++) made.add(make())
  return [...made]
}

test(`P-1 U-K2 ${SEEDS} each of ID numbers, phones, names, homes and cards lie in clear nowhere: tables, indexes, WAL, logs, metrics, backup, temporary files`, async t => {
  const temporary = await mkdtemp(join(tmpdir(), 'linli-at-rest-'))
  t.after(() => rm(temporary, { recursive: true, force: true }))
  const scratch = join(temporary, 'tmp')
  await mkdir(scratch, { mode: 0o777 })
  const data = await dataFolder()
  const server = await startServer(
    { demo: false, env: { TMPDIR: scratch, LINLI_METRICS_TOKEN: METRICS, LINLI_LOG: 'debug' } },
    data,
  )
  t.after(async () => {
    await server.stop()
    await rm(data, { recursive: true, force: true })
  })
  const behind = await openBehind(t, data)
  await addCity(behind.installation, '442000')
  const { db, installation } = behind
  const [desk, lead, someone] = [
    await staff(behind, 'deskOperator'),
    await staff(behind, 'deskLead'),
    await resident(behind),
  ]

  const chance = chanceOf(20_261_122)
  const [ids, phones, names, homes, cards] = [idOf, phoneOf, nameOf, homeOf, cardOf].map(make =>
    unique(() => make(chance)),
  )
  assert.ok(ids && phones && names && homes && cards)
  const counted = [ids, phones, names, homes, cards].reduce((sum, list) => sum + list.length, 0)
  const scanner = scannerOf([...ids, ...phones, ...names, ...homes, ...cards])
  const at = (list: readonly string[], index: number): string => list[index % list.length] ?? ''
  const logs = (): void => scanner.scan(Buffer.from(server.log()), 'the log of the process')

  const answers = await inParallel(SEEDS, 8, async index => {
    const words = `住${at(homes, index)}，身份证${at(ids, index)}，退款到${at(cards, index)}，电话${at(phones, index + 1)}`
    const body = {
      text: words,
      area: PLACE,
      place: at(homes, index),
      channel: 'phone',
      name: at(names, index),
      phone: at(phones, index),
    }
    const answer = await desk.post(server.base, '/api/staff/work-orders', body)
    if (index % 20 === 0) logs()
    return { status: answer.status, id: String(answer.json.id) }
  })
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])

  // Everything else that takes a person's words or numbers, and what is refused.
  await inParallel(DEEP ? 100 : 8, 4, async index => {
    const id = answers[index]?.id ?? ''
    const phone = at(phones, index)
    await desk.post(server.base, `/api/work-orders/${id}/caller`, { reason: `回电${phone}` })
    await desk.post(server.base, `/api/work-orders/${id}/amend`, {
      note: `补充:${at(ids, index)}`,
      place: at(homes, index),
    })
    await desk.post(server.base, `/api/work-orders/${id}/publish`, {
      title: '公开标题',
      text: `联系${phone}`,
      photos: [],
    })
    await desk.post(server.base, `/api/work-orders/${id}/ask-to-publish`, {
      title: '公开标题',
      text: `联系${phone}`,
      reason: `号码${phone}可公开`,
    })
    await desk.post(server.base, '/api/work-order-views', { name: '查', query: `q=${phone}` })
    await someone.post(server.base, '/api/work-orders', {
      text: `我住${at(homes, index)}`,
      area: PLACE,
      place: at(homes, index),
      phone: `${phone}9`,
    })
    await someone.post(server.base, '/api/sign-in/code', { phone })
    await someone.post(server.base, '/api/staff/sign-in', { username: phone, password: at(ids, index) })
    for (const path of [
      `/api/work-orders?q=${phone}`,
      `/api/work-orders/export.csv?q=${phone}`,
      `/sign-in?next=/${phone}`,
      `/api/open/work-orders?q=${at(ids, index)}`,
    ])
      await fetch(`${server.base}${path}`, { headers: { cookie: lead.cookie } }).then(answer => answer.arrayBuffer())
    await db.tx(tx => {
      const who = { party: someone.party, name: at(names, index), idNumber: at(ids, index), level: 'L2' as const }
      return recordIdentity(tx, installation.vault, who)
    })
    logs()
  })

  const metrics = await fetch(`${server.base}/metrics`, { headers: { authorization: `Bearer ${METRICS}` } })
  assert.equal(metrics.status, 200)
  scanner.scan(Buffer.from(await metrics.arrayBuffer()), 'metrics')
  await db.run(CHECKPOINT)
  const shelf = join(temporary, 'backup')
  await server.cli('backup', shelf)
  const home = clusterHome(data, serverAccount())
  await scanner.folder(data, path => path === join(data, 'keys'))
  if (home.moved) await scanner.folder(home.folder)
  await scanner.folder(shelf)
  await scanner.folder(scratch)
  logs()

  const hits = scanner.hits()
  const where = [...new Set(hits.map(hit => `${hit.as} in ${hit.where}: ${hit.value.slice(0, 3)}…`))]
  t.diagnostic(
    `${counted} values in 8 writings, ${Math.round(scanner.bytes() / 1024 ** 2)} MB read, ${hits.length} hits`,
  )
  score('seeded-leak hits', hits.length, counted)
  assert.deepEqual(where.slice(0, 20), [])

  await t.test('the search can find: a value written in clear is seen in the tables and the WAL', async () => {
    const canary = scannerOf([INVENTED])
    await db.run(CANARY, [someone.party, INVENTED])
    await db.run(CHECKPOINT)
    await canary.folder(home.folder)
    const files = canary.hits().map(hit => hit.where)
    assert.ok(files.some(path => path.includes('pg_wal')) && files.some(path => path.includes('/base/')))
  })
})
