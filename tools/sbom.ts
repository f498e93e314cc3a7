import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// ./linli tools/sbom.ts [FILE] [--production]   the bill of materials of the lockfile, as CycloneDX JSON; asks no network.

const ROOT = join(import.meta.dirname, '..')

export type Locked = {
  readonly version: string
  readonly integrity: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

export type Lockfile = { readonly packages: Readonly<Record<string, Locked>> }

export const readLock = (root: string): Lockfile => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

/** Entries of the lockfile but the project itself: folder under the project, and what is locked there. */
export const lockedPackages = ({ packages }: Lockfile): readonly (readonly [path: string, locked: Locked])[] =>
  Object.entries(packages)
    .filter(([path]) => path !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Package URL: the @ of a scope is written as %40. */
const purlOf = (path: string, version: string): string =>
  `pkg:npm/${nameOf(path).replace(/^@/, '%40')}@${encodeURIComponent(version)}`

/** Two copies of one version in two folders are two components; the folder keeps them apart. */
const refOf = (path: string, { version }: Locked): string => `${purlOf(path, version)}#${path}`

/** `sha512-…` in base64 as CycloneDX wants it. */
const hashesOf = (integrity: string): readonly { readonly alg: string; readonly content: string }[] =>
  integrity.split(' ').map(one => {
    const [kind = '', digest = ''] = [one.slice(0, one.indexOf('-')), one.slice(one.indexOf('-') + 1)]
    return { alg: kind.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }
  })

const licenceOf = (license: string | undefined): readonly object[] =>
  license === undefined
    ? []
    : /\s/.test(license)
      ? [{ expression: license.replace(/^\(|\)$/g, '') }]
      : [{ license: { id: license } }]

/** Node's own way: the folder of a dependency is looked for from the inside out. */
const resolve = ({ packages }: Lockfile, from: string, name: string): string | undefined => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (packages[path] !== undefined) return path
    if (!at.includes('/node_modules/'))
      return packages[`node_modules/${name}`] === undefined ? undefined : `node_modules/${name}`
  }
}

const needsOf = ({ dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta }: Locked) => [
  ...Object.keys({ ...dependencies, ...optionalDependencies }),
  ...Object.keys(peerDependencies).filter(name => peerDependenciesMeta?.[name]?.optional !== true),
]

/** Folders of what is needed to run: everything the project's own dependencies lead to, without those of development. */
export const shippedPaths = (lock: Lockfile): ReadonlySet<string> => {
  const found = new Set<string>()
  const visit = (from: string): void => {
    for (const name of needsOf(lock.packages[from] as Locked)) {
      const path = resolve(lock, from, name)
      if (path === undefined || found.has(path)) continue
      found.add(path)
      visit(path)
    }
  }
  visit('')
  return found
}

const dependsOn = (lock: Lockfile, path: string, locked: Locked): readonly string[] =>
  Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })
    .flatMap(name => resolve(lock, path, name) ?? [])
    .map(found => refOf(found, lock.packages[found] as Locked))
    .sort()

/**
 * The bill of materials of a lockfile. The same lockfile gives the same text: no time and no random number are in it.
 * @param keeps which packages are in it
 */
export const sbomOf = (lock: Lockfile, keeps: (path: string, locked: Locked) => boolean): object => {
  const root = lock.packages[''] as Locked & { readonly name: string }
  const parts = lockedPackages(lock).filter(([path, locked]) => keeps(path, locked))
  const kept = new Set(parts.map(([path, locked]) => refOf(path, locked)))
  const rootRef = `pkg:npm/linli@${root.version}`
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        'bom-ref': rootRef,
        type: 'application',
        name: 'linli',
        version: root.version,
        purl: rootRef,
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: parts.map(([path, locked]) => ({
      'bom-ref': refOf(path, locked),
      type: 'library',
      name: nameOf(path),
      version: locked.version,
      purl: purlOf(path, locked.version),
      scope: locked.optional === true ? 'optional' : 'required',
      licenses: licenceOf(locked.license),
      hashes: hashesOf(locked.integrity),
      properties: [
        { name: 'cdx:npm:package:path', value: path },
        ...(locked.dev === true ? [{ name: 'cdx:npm:package:development', value: 'true' }] : []),
      ],
    })),
    dependencies: [
      { ref: rootRef, dependsOn: dependsOn(lock, '', root).filter(ref => kept.has(ref)) },
      ...parts.map(([path, locked]) => ({
        ref: refOf(path, locked),
        dependsOn: dependsOn(lock, path, locked).filter(ref => kept.has(ref)),
      })),
    ],
  }
}

export const sbomText = (root: string, keeps: (path: string, locked: Locked) => boolean): string =>
  `${JSON.stringify(sbomOf(readLock(root), keeps), null, 1)}\n`

if (import.meta.main) {
  const [file] = process.argv.slice(2).filter(arg => !arg.startsWith('--'))
  const shipped = shippedPaths(readLock(ROOT))
  const production = process.argv.includes('--production')
  const text = sbomText(ROOT, path => !production || shipped.has(path))
  if (file === undefined) process.stdout.write(text)
  else writeFileSync(file, text)
}
