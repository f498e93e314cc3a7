import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { ROOT } from '../e2e/support/server.ts'
import { readYaml, type Yaml } from './yaml.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
type Service = { readonly [key: string]: Yaml }

test('U-K1 the compose file can be read, and both services run with as little as they need', () => {
  const compose = readYaml(read('deploy/compose.yaml')) as {
    readonly [key: string]: { readonly [key: string]: Service }
  }
  const services = compose.services ?? {}
  assert.deepEqual(Object.keys(services), ['database', 'linli'])
  for (const [name, service] of Object.entries(services)) {
    assert.equal(service.read_only, 'true', name)
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name)
    assert.deepEqual(service.cap_drop, ['ALL'], name)
    assert.equal(service.pull_policy, 'never', `${name}: nothing is fetched`)
    assert.ok((service.healthcheck as unknown as Service).test !== undefined, name)
    for (const secret of service.secrets as readonly string[]) assert.ok(secret in (compose.secrets ?? {}), secret)
    for (const volume of service.volumes as readonly string[])
      assert.ok((volume.split(':')[0] ?? '') in (compose.volumes ?? {}), volume)
    const said = Object.entries(service.environment as unknown as Record<string, string>)
    assert.ok(
      said.every(([key]) => !/PASSWORD|TOKEN|KEYS|DATABASE_URL/.test(key) || key.endsWith('_FILE')),
      `${name}: secrets come by file`,
    )
  }
  assert.deepEqual(services.linli?.ports, ['127.0.0.1:8080:8080'], 'only the web server in front reaches it')
  const version = JSON.parse(read('package.json')).version
  assert.equal(services.linli?.image, `linli:${version}`)
})

test('U-K1 a compose file with a mistake is not read', () => {
  for (const wrong of ['a:\n\tb: c', 'a: b\na: c', 'a:\n  - b\n c: d', 'a: *b', 'a: b: c'])
    assert.throws(() => readYaml(wrong), wrong)
})

test('U-K1 what the files of deploy/ name is there, and scripts are scripts', async () => {
  const docker = read('deploy/Dockerfile')
  for (const [, path = ''] of docker.matchAll(/\/opt\/linli\/(deploy\/[\w.-]+)/g))
    assert.ok(existsSync(join(ROOT, path)), path)
  assert.doesNotMatch(
    docker.replace(/^#.*$/gm, ''),
    /\b(apt-get|apk|curl|wget|npm|ADD)\b/,
    'it is built without network',
  )
  assert.match(docker, /^USER linli$/m)
  const installer = read('deploy/install.sh')
  for (const [, path = ''] of installer.matchAll(/\b(deploy\/[\w.-]+\w)/g))
    assert.ok(existsSync(join(ROOT, path)), path)
  for (const script of ['install.sh', 'container-start.sh', 'is-primary.sh']) {
    const path = join(ROOT, 'deploy', script)
    assert.ok((statSync(path).mode & 0o100) !== 0, script)
    execFileSync('/bin/sh', ['-n', path])
  }
  for (const file of ['nginx.conf', 'haproxy.cfg']) {
    const text = read(`deploy/${file}`)
    assert.match(text, /8080[\s\S]*8081/, 'two processes')
    assert.match(text, /readyz|http_503/, 'one that is not ready gets nothing')
    assert.match(text, /metrics/, 'figures are not for everybody')
  }
})

test('U-K1 the units keep the service in its place', async () => {
  for (const unit of ['linli.service', 'linli-backup.service']) {
    const text = read(`deploy/${unit}`)
    for (const line of [
      'User=linli',
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'CapabilityBoundingSet=',
      'SystemCallFilter=@system-service',
      'RestrictNamespaces=yes',
    ])
      assert.ok(text.split('\n').includes(line), `${unit}: ${line}`)
    // Writable are the data and, when it is there, the archive; never the code.
    assert.match(text, /^ReadWritePaths=\/var\/lib\/linli -\/srv\/linli-archive$/m)
  }
  if (!existsSync('/usr/bin/systemd-analyze')) return
  const folder = await mkdtemp(join(tmpdir(), 'linli-units-'))
  try {
    for (const unit of ['linli.service', 'linli-backup.service', 'linli-backup.timer'])
      writeFileSync(join(folder, unit), read(`deploy/${unit}`).replaceAll('/opt/linli/linli', join(ROOT, 'linli')))
    const units = ['linli.service', 'linli-backup.service', 'linli-backup.timer'].map(unit => join(folder, unit))
    const { stderr } = await promisify(execFile)('systemd-analyze', ['verify', ...units])
    assert.doesNotMatch(stderr, /Unknown (lvalue|key)|Invalid|Failed to parse/i)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('U-K1 in a container the password comes from a file and goes nowhere else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-secret-'))
  try {
    const script = join(folder, 'start.sh')
    writeFileSync(script, read('deploy/container-start.sh').replace('/opt/linli/linli', '/usr/bin/env'))
    const secret = join(folder, 'password')
    writeFileSync(secret, 'Abc123\n')
    const env = { PATH: '/usr/bin:/bin', DATABASE_PASSWORD_FILE: secret }
    const { stdout } = await promisify(execFile)('/bin/sh', [script], { env })
    assert.match(stdout, /^DATABASE_URL=postgres:\/\/linli:Abc123@database:5432\/linli$/m)
    writeFileSync(secret, 'a b/c')
    await assert.rejects(promisify(execFile)('/bin/sh', [script], { env }), { code: 64 })
    await assert.rejects(
      promisify(execFile)('/bin/sh', [script], { env: { ...env, DATABASE_PASSWORD_FILE: '/nowhere' } }),
      { code: 69 },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
