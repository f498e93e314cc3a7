import type { Feature } from '../../src/platform/feature.ts'
import { lexiconOf } from '../../src/platform/http/lexicon.ts'
import { theCatalog } from '../../src/platform/i18n/catalog.ts'
import { type Generated, page } from './page.ts'

type Words = Readonly<Record<'title' | 'detail' | 'next', string>>
type Space = { readonly refusals?: Readonly<Record<string, Words>> }

/** The words as written: placeholders stay, and a looked-up word is shown by its placeholder. */
const wordsOf = (space: string, tag: string): Words => {
  const words = (theCatalog()['zh-Hans']?.[space] as Space | undefined)?.refusals?.[tag]
  if (words === undefined) throw new Error(`no words for the refusal ${space}:${tag}`)
  return words
}

const plain = (text: string): string => text.replaceAll(/\$t\([^{)]*(\{\{\w+\}\})[^)]*\)/g, '$1')

/** Every refusal: tag, status, words and what to do next, as people read them. */
export const errorsPage = (features: readonly Feature[]): Generated => {
  const { entries } = lexiconOf(features)
  const names = new Map(features.map(({ id, zh }) => [id, zh]))
  const spaces = [...new Set(entries.map(({ space }) => space))]
  const sections = spaces.map(space => {
    const tags = entries.filter(entry => entry.space === space).toSorted((a, b) => (a.tag < b.tag ? -1 : 1))
    const lines = tags.map(({ tag, status }) => {
      const { title, detail, next } = wordsOf(space, tag)
      return [`### ${tag}`, `${status} · **${plain(title)}**`, plain(detail), `→ ${plain(next)}`].join('\n\n')
    })
    return [`## ${space}${names.has(space) ? ` · ${names.get(space)}` : ''}`, ...lines].join('\n\n')
  })
  const note =
    'Why something was not done. The tag is stable; it is `errors[].tag` of a problem answer and ends its `type`. `{{…}}` stands for a number of the case.'
  return page('errors', 'Refusals', note, sections)
}
