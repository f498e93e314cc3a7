import type { Feature } from '../../src/platform/feature.ts'
import { type Generated, page, table } from './page.ts'

/** The domain's words: identifier, 中文, where the word comes from. */
export const termsPage = (features: readonly Feature[]): Generated => {
  const sections = features
    .filter(({ terms }) => Object.keys(terms).length > 0)
    .map(({ id, zh, terms }) => {
      const rows = Object.entries(terms).map(([name, term]) => [
        `\`${name}\``,
        term.zh,
        term.source ?? '',
        term.note ?? '',
      ])
      return `## ${id} · ${zh}\n\n${table(['identifier', '中文', 'source', 'note'], rows)}`
    })
  return page('terms', 'Words', 'English in the code, 中文 on the pages; one word for one thing.', sections)
}
