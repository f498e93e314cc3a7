import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockedPackages, readLock, sbomOf, sbomText, shippedPaths } from './sbom.ts'

const ROOT = join(import.meta.dirname, '..')

type Component = {
  readonly 'bom-ref': string
  readonly purl: string
  readonly version: string
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[]
  readonly hashes: readonly { readonly alg: string; readonly content: string }[]
  readonly properties: readonly { readonly name: string; readonly value: string }[]
}
type Bom = {
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

test('U-K1 the bill of materials names every locked package, with its licence and its hash', () => {
  const lock = readLock(ROOT)
  const bom = sbomOf(lock, () => true) as Bom
  const byPath = new Map(bom.components.map(one => [one.properties[0]?.value, one]))
  const faults: string[] = []
  for (const [path, { version, integrity }] of lockedPackages(lock)) {
    const found = byPath.get(path)
    if (found === undefined) faults.push(`${path} is missing`)
    else {
      if (found.version !== version) faults.push(`${path}: version ${found.version}`)
      const [licence] = found.licenses
      if ((licence?.license?.id ?? licence?.expression ?? '') === '') faults.push(`${path} has no licence`)
      const wanted = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex')
      if (!found.hashes.some(({ alg, content }) => alg === 'SHA-512' && content === wanted))
        faults.push(`${path} has no hash`)
      // What is installed here says the same of its licence.
      const manifest = join(ROOT, path, 'package.json')
      const said = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).license : undefined
      const told = licence?.license?.id ?? licence?.expression
      if (typeof said === 'string' && said.replace(/^\(|\)$/g, '') !== told)
        faults.push(`${path}: ${said}, told ${told}`)
    }
  }
  assert.deepEqual(faults, [])
  assert.equal(bom.components.length, lockedPackages(lock).length)
  assert.equal(new Set(bom.components.map(one => one['bom-ref'])).size, bom.components.length)
})

test('U-K1 the bill says what needs what, leaves out what only the development needs, and is always the same', () => {
  const whole = sbomOf(readLock(ROOT), () => true) as Bom
  const shipped = sbomOf(readLock(ROOT), path => shippedPaths(readLock(ROOT)).has(path)) as Bom
  const refs = new Set(whole.components.map(one => one['bom-ref']))
  assert.ok(whole.dependencies.every(({ dependsOn }) => dependsOn.every(ref => refs.has(ref))))
  const fastify = whole.dependencies.find(({ ref }) => ref.startsWith('pkg:npm/fastify@'))
  assert.ok(fastify?.dependsOn.some(ref => ref.startsWith('pkg:npm/find-my-way@')))
  assert.ok(shipped.components.length < whole.components.length)
  assert.ok(!shipped.components.some(({ purl }) => /typescript|biome|playwright/.test(purl)))
  assert.ok(shipped.components.some(({ purl }) => purl.startsWith('pkg:npm/%40fastify/cookie@')))
  assert.equal(
    sbomText(ROOT, () => true),
    sbomText(ROOT, () => true),
  )
  assert.doesNotMatch(
    sbomText(ROOT, () => true),
    /"timestamp"|"serialNumber"|https?:\/\/(?!cyclonedx)/,
  )
})
