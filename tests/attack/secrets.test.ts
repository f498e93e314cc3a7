import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { score } from '../../src/platform/testing/score.ts'
import { openBehind, PLACE, resident, staff } from '../chaos/support.ts'
import { ROOT, startServer } from '../e2e/support/server.ts'
import { filesUnder, type Secret, secretsIn } from './secret-scan.ts'

/** Values that are nobody's, of the shapes the scanner must know; put together here so that this file holds none. */
const seeded = (): Readonly<Record<string, string>> => {
  const key = randomBytes(32).toString('base64url')
  return {
    'a private key': ['-----BEGIN', 'PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----'].join(' '),
    'a key of the vault': `seal-0001=${key}`,
    'a session': `__Host-linli=${key}`,
    'a password in an address': `postgres://linli:${key}@10.0.0.1/linli`,
    'a signed token': ['eyJhbGciOiJub25lIn0', 'eyJzdWIiOiJ4eHh4eHgifQ', key].join('.'),
    'a bearer token': `Authorization: Bearer ${key}`,
    'a key of a cloud': `AKIA${'ABCDEFGHIJKLMNOP'}`,
    'a password written down': `password = "${key.replaceAll('-', 'x')}"`,
  }
}

test('S-70 the scanner finds every seeded secret, in every guise, in texts and in bytes', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-canary-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const values = seeded()
  for (const [index, [, value]] of Object.entries(values).entries())
    await writeFile(
      join(folder, `${index}.bin`),
      Buffer.concat([randomBytes(5000), Buffer.from(`\n${value}\n`), randomBytes(50)]),
    )
  const found = [...filesUnder(folder)].flatMap(([path, text]) => secretsIn(path, text))
  assert.deepEqual([...new Set(found.map(({ what }) => what))].toSorted(), Object.keys(values).toSorted())
  const canary = randomBytes(24).toString('base64url')
  for (const guise of [canary, Buffer.from(canary).toString('base64'), Buffer.from(canary).toString('hex')])
    assert.equal(secretsIn('x', `…${guise}…`, { canary }).length, 1)
  assert.deepEqual(secretsIn('x', 'const password = process.env.PASSWORD; postgres://USER:PASSWORD@HOST'), [])
})

const tracked = (): readonly string[] => {
  if (!existsSync(join(ROOT, '.git')))
    return readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
      path => !/^(node_modules|dist|var|\.)/.test(path),
    )
  return execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\0')
    .filter(path => path !== '')
}

test('S-70 no secret in what is kept in the repository or sent to browsers', () => {
  const files = tracked().filter(path => existsSync(join(ROOT, path)) && !path.endsWith('/'))
  const found: Secret[] = []
  let bytes = 0
  for (const path of files) {
    const text = readFileSync(join(ROOT, path), { encoding: 'latin1', flag: 'r' })
    bytes += text.length
    found.push(...secretsIn(path, text))
  }
  const built = [...filesUnder(join(ROOT, 'dist/client'))]
  for (const [path, text] of built) found.push(...secretsIn(`dist/client/${path}`, text))
  score('seeded-leak hits', found.length, files.length + built.length)
  assert.ok(files.length > 700 && bytes > 1_000_000 && built.length > 5)
  assert.deepEqual(found, [])
})

/** Every secret of an installation, by name: none may be where the others look. */
const keysOf = (data: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(data, 'keys')).map(name => [name, readFileSync(join(data, 'keys', name), 'utf8').trim()]),
  )

test('S-70 P-1 no secret and no person in the log, in answers of errors, or in the folder of a backup', async t => {
  const metrics = randomBytes(24).toString('base64url')
  const server = await startServer({ demo: false, env: { LINLI_METRICS_TOKEN: metrics } })
  t.after(() => server.stop())
  const behind = await openBehind(t, server.data)
  const [desk, neighbour] = [await staff(behind, 'deskOperator'), await resident(behind)]
  const made = await server.cli('admin', 'create', '--username', 'operator-one', '--json')
  const { password } = JSON.parse(made.trim().split('\n').at(-1) ?? '') as { password: string }
  const [phone, name] = ['13912345678', `金丝雀${randomBytes(4).toString('hex')}`]
  const wrong = `wrong-${randomBytes(12).toString('base64url')}`
  const canaries = {
    ...keysOf(server.data),
    'the token of the metrics': metrics,
    'a password': password,
    'a wrong password': wrong,
    'a session of staff': desk.cookie.split('=')[1] ?? '',
    'a session of a resident': neighbour.cookie.split('=')[1] ?? '',
    'the phone of a caller': phone,
    'the name of a caller': name,
  }
  const bodies: string[] = []
  const ask = async (path: string, init: RequestInit = {}): Promise<void> => {
    const answer = await fetch(`${server.base}${path}`, init)
    const text = await answer.text()
    if (answer.status >= 400) bodies.push(text)
  }
  const json = { 'content-type': 'application/json', 'idempotency-key': 'k1' }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> =>
    ask(path, {
      method: 'POST',
      headers: { ...json, 'idempotency-key': randomBytes(9).toString('hex'), ...headers },
      body: JSON.stringify(body),
    })
  const report = { text: `我叫${name},电话${phone}`, area: PLACE, name, phone, channel: 'phone' }
  await post('/api/staff/work-orders', report, { cookie: desk.cookie })
  await post('/api/staff/work-orders', { ...report, area: phone }, { cookie: desk.cookie })
  await post('/api/staff/sign-in', { username: 'operator-one', password: wrong })
  await post('/api/staff/sign-in', { username: 'operator-one', password })
  await post('/api/sign-in/code', { phone })
  await post('/api/sign-in', { request: password, digits: wrong })
  await post('/api/work-orders', `{"${password}`)
  await ask('/metrics', { headers: { authorization: `Bearer ${metrics}x` } })
  await ask('/api/me/sessions', { headers: { cookie: `${desk.cookie}x`, authorization: `Bearer ${password}` } })
  await ask(`/api/work-orders/${password}?token=${metrics}&phone=${phone}`, { headers: { cookie: neighbour.cookie } })
  await ask(`/nothing/${metrics}`, { headers: { referer: `${server.base}/?phone=${phone}`, 'user-agent': wrong } })
  await ask('/api/console/organisations', { headers: { cookie: neighbour.cookie } })

  const shelf = await mkdtemp(join(tmpdir(), 'linli-backup-'))
  t.after(() => rm(shelf, { recursive: true, force: true }))
  const folder = join(shelf, 'one')
  await server.cli('backup', folder, '--json')

  const { 'the phone of a caller': _phone, ...others } = canaries
  const inBodies = bodies.flatMap((text, index) => secretsIn(`answer ${index}: ${text.slice(0, 60)}`, text, canaries))
  const log = server.log()
  const inLog = secretsIn('log', log, canaries)
  const backed = [...filesUnder(folder)]
  const inBackup = backed.flatMap(([path, text]) =>
    secretsIn(path, text, { ...others, 'the phone of a caller': phone }),
  )
  score('seeded-leak hits', inBodies.length + inLog.length + inBackup.length, bodies.length + 1 + backed.length)
  t.diagnostic(
    `${Object.keys(canaries).length} canaries in ${bodies.length} answers, ${log.length} characters of log, ${backed.length} files of a backup`,
  )
  assert.ok(bodies.length >= 8 && log.includes('answered') && backed.length > 100)
  assert.deepEqual(inBodies, [])
  assert.deepEqual(inLog, [])
  assert.deepEqual(inBackup, [])
})
