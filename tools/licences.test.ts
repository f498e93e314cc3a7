import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T

type Manifest = Readonly<
  Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>>
>
type Locked = {
  readonly version: string
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly dev?: boolean
  readonly os?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly hasInstallScript?: boolean
}

const manifest = read<Manifest>('package.json')
const direct = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies }
const locked = Object.entries(read<{ packages: Record<string, Locked> }>('package-lock.json').packages).filter(
  ([path]) => path !== '',
)
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const ofLinux = ([, { os }]: readonly [string, Locked]): boolean => os === undefined || os.includes('linux')

const ALLOWED: ReadonlySet<string> = new Set(
  'MIT MIT-0 ISC BSD-2-Clause BSD-3-Clause Apache-2.0 0BSD BlueOak-1.0.0 CC0-1.0 Unlicense Python-2.0'.split(' '),
)
/** Allowed for these packages only, with the reason in docs/dependencies.md. */
const EXCEPTIONS: readonly (readonly [licence: string, packages: RegExp])[] = [
  ['OFL-1.1', /^@embedpdf\/fonts-/],
  ['MPL-2.0', /^(axe-core|lightningcss(-[\w-]+)?)$/],
  ['Zlib', /^pako$/],
  ['LGPL-3.0-or-later', /^@img\/sharp-/],
]

const allowed = (name: string, licence: string): boolean => {
  const one = (id: string): boolean =>
    ALLOWED.has(id) || EXCEPTIONS.some(([only, packages]) => only === id && packages.test(name))
  const bare = licence.replaceAll(/[()]/g, '')
  return bare.split(' OR ').some(choice => choice.split(' AND ').every(one))
}

test('every licence is one we may ship under', () => {
  assert.deepEqual(
    locked
      .filter(([path, { license }]) => !allowed(nameOf(path), license ?? 'none'))
      .map(([path, { license }]) => `${path}: ${license}`),
    [],
  )
  assert.ok(
    !allowed('x', 'GPL-3.0-only') &&
      !allowed('x', 'MPL-2.0') &&
      !allowed('x', 'MIT AND SSPL-1.0') &&
      !allowed('x', 'none'),
  )
  assert.ok(allowed('x', '(MIT OR GPL-2.0)') && allowed('axe-core', 'MPL-2.0'))
})

test('what is installed has the licence that the lockfile tells', () => {
  for (const [path, { license }] of locked) {
    const file = join(root, path, 'package.json')
    if (!existsSync(file)) continue
    const found = (JSON.parse(readFileSync(file, 'utf8')) as { license?: string | { type: string } }).license
    if (typeof found === 'string') assert.equal(found, license, path)
  }
})

test('the lockfile pins every package by its hash, from the registry, and names no registry', () => {
  for (const [path, { integrity, resolved }] of locked) {
    assert.match(integrity ?? '', /^sha512-/, path)
    assert.equal(resolved, undefined, path)
  }
  for (const [name, version] of Object.entries(direct))
    assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, `${name}: exact versions only`)
})

test('no package asks for one that the lockfile leaves out: `npm ci` would fail', () => {
  const paths = new Set(locked.map(([path]) => path))
  for (const [path, { optionalDependencies = {} }] of locked) {
    for (const name of Object.keys(optionalDependencies)) {
      assert.ok(
        paths.has(`node_modules/${name}`) || paths.has(`${path}/node_modules/${name}`),
        `${path} may want ${name}`,
      )
    }
  }
})

test('dependencies stay countable', () => {
  const runtime = Object.keys(manifest.dependencies ?? {}).length
  const all = locked.filter(ofLinux).length
  assert.ok(runtime <= 60, `${runtime} direct dependencies at run time`)
  assert.ok(all <= 350, `${all} packages on Linux`)
})

test('docs/dependencies.md has a line for each direct dependency, with its version and licence, and no other', () => {
  const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
  const lines = [
    ...page.matchAll(/^\| ([@a-z][\w@/.-]*) \| (\d\S*) \| ([^|]+) \| [^|]+ \| [^|]+ \| [^|]{3,} \| [^|]{3,} \|$/gm),
  ]
  const told = Object.fromEntries(lines.map(([, name = '', version]) => [name, version]))
  assert.deepEqual(told, Object.fromEntries(Object.entries(direct)))
  for (const [, name, , licence] of lines) {
    assert.equal(licence, locked.find(([path]) => path === `node_modules/${name}`)?.[1].license, name)
  }
})
