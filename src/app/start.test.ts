import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const CLI = join(import.meta.dirname, 'cli.ts')
const STOP_MS_MAX = 10_000

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
type Process = { readonly child: ChildProcess; readonly ended: Promise<Ended>; readonly line: Promise<string> }

/** A verb as a process of its own, away from the surroundings of the test. */
const linli = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Process => {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], {
    env: { PATH, HOME, ...env },
    stdio: 'pipe',
  })
  let [out, err] = ['', '']
  const first = Promise.withResolvers<string>()
  child.stdout.on('data', chunk => {
    out += String(chunk)
    if (out.includes('\n')) first.resolve(out.split('\n')[0] ?? '')
  })
  child.stderr.on('data', chunk => {
    err += String(chunk)
  })
  const ended = new Promise<Ended>(resolve => child.once('close', code => resolve({ code, out, err })))
  void ended.then(() => first.resolve(''))
  return { child, ended, line: first.promise }
}

const run = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> => linli(args, env).ended

test('a wrong command line ends with 64 and says what is wrong', async () => {
  const help = await run(['--help'])
  assert.equal(help.code, 0)
  assert.match(help.out, /start[\s\S]*Exit codes/)
  assert.equal((await run(['strat'])).code, 64)
  assert.match((await run(['strat'])).err, /start/)
  const port = await run(['start'], { PORT: '70000' })
  assert.equal(port.code, 64)
  assert.match(port.err, /70000/)
})

test('a database that is not there ends with 69', async () => {
  const { code, err } = await run(['start', '--database-url', 'postgres://nobody@127.0.0.1:1/none'])
  assert.equal(code, 69)
  assert.match(err, /127\.0\.0\.1:1/)
})

test('the demonstration city: ready, alone on its folder, stopped in order, ready again', async t => {
  const data = mkdtempSync(join(tmpdir(), 'start-'))
  await chmod(data, 0o755)
  t.after(() => rmSync(data, { recursive: true, force: true }))
  const start = async (...more: readonly string[]): Promise<Process & { url: string }> => {
    const process = linli(['start', '--data', data, '--json', ...more], { PORT: '0' })
    t.after(() => {
      process.child.kill('SIGKILL')
    })
    const line = await process.line
    assert.notEqual(line, '', (await Promise.race([process.ended, undefined]))?.err)
    return { ...process, url: JSON.parse(line).url }
  }
  const stop = async ({ child, ended }: Process): Promise<void> => {
    const before = performance.now()
    child.kill('SIGTERM')
    const { code, err } = await ended
    assert.equal(code, 0, err)
    assert.ok(performance.now() - before < STOP_MS_MAX)
  }

  const first = await start('--demo')
  assert.equal((await fetch(new URL('/readyz', first.url))).status, 200)
  assert.match(await (await fetch(first.url, { headers: { accept: 'text/html' } })).text(), /中山市/)

  const second = await run(['start', '--data', data], { PORT: '0' })
  assert.equal(second.code, 69)
  assert.match(second.err, new RegExp(`pid ${first.child.pid}`))
  await stop(first)
  const server = readFileSync(join(data, 'postgres/data/postmaster.opts'), 'utf8')
  assert.match(server, /fsync=on/)
  assert.equal(existsSync(join(data, 'postgres/data/postmaster.pid')), false, 'its PostgreSQL stopped with it')

  const again = await start('--demo')
  assert.equal((await fetch(new URL('/readyz', again.url))).status, 200)
  await stop(again)
})
