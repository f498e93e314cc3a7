import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Catalog, Messages } from './translate.ts'
import { translatorOf } from './translate.ts'
import type { Locale, Translate } from './types.ts'
import { LOCALES } from './types.ts'

const SRC = join(import.meta.dirname, '../..')

/** Folders of message files under src/, each with its namespace: the name of the module or feature that holds it. */
export const messageFolders = (src: string = SRC): readonly { readonly space: string; readonly folder: string }[] =>
  globSync('**/messages/zh-Hans.json', { cwd: src })
    .map(file => join(src, dirname(file)))
    .sort()
    .map(folder => ({ space: basename(dirname(folder)), folder }))

const read = (folder: string, locale: Locale): object =>
  JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as object

/** Every message of every module. Two modules of one name would hide each other, so that is an error. */
export const readCatalog = (src: string = SRC): Catalog => {
  const folders = messageFolders(src)
  const spaces = folders.map(({ space }) => space)
  const twice = spaces.find((space, index) => spaces.indexOf(space) !== index)
  if (twice !== undefined) throw new Error(`two message folders for the namespace ${twice}`)
  const messages = (locale: Locale): Messages =>
    Object.fromEntries(folders.map(({ space, folder }) => [space, read(folder, locale)]))
  return Object.fromEntries(LOCALES.map(locale => [locale, messages(locale)]))
}

let catalog: Catalog | undefined
const translators = new Map<Locale, Translate>()

/** The catalog of this process, read once. */
export const theCatalog = (): Catalog => {
  catalog ??= readCatalog()
  return catalog
}

/** Looks up messages of this process in a language: `translator('zh-Hans')('work-order:list.title')`. */
export const translator = (locale: Locale): Translate => {
  const known = translators.get(locale)
  if (known !== undefined) return known
  const made = translatorOf(theCatalog(), locale)
  translators.set(locale, made)
  return made
}

/** The messages a page hands to the browser: only the namespaces its script needs, in one language. */
export const messagesFor = (locale: Locale, spaces: readonly string[]): Messages => {
  const all = theCatalog()[locale] ?? {}
  return Object.fromEntries(spaces.map(space => [space, all[space] ?? {}]))
}
