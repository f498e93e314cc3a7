import { type Cite, type Clause, cite, type Source } from './cite.ts'

const bare = (text: string): string => text.replace(/[\s\u200b\ufeff]/g, '')

const clauseOf = (source: Source, article: string): Clause | undefined =>
  source.clauses.find(clause => clause.article === article)

/**
 * A citation taken from the source itself, so that its quote cannot drift.
 * @param quote the decisive words of the clause; the whole clause when left out
 * @throws when the source has no such article, or the article no such words: that is a bug
 */
export const citeOf = (source: Source, article: string, quote?: string): Cite => {
  const made = cite(source.id, article, quote ?? clauseOf(source, article)?.text ?? '')
  const fault = checkCite(made, [source])
  if (fault !== undefined) throw new Error(fault)
  return made
}

/** What is wrong with a citation, in words; undefined when the source has the article and the article the words. */
export const checkCite = (made: Cite, sources: readonly Source[]): string | undefined => {
  const source = sources.find(each => each.id === made.source)
  if (source === undefined) return `no source ${made.source} under law/`
  const clause = clauseOf(source, made.article)
  if (clause === undefined) return `${made.source} has no ${made.article}`
  if (bare(made.quote) === '') return `${made.source} ${made.article} is cited without words`
  return bare(clause.text).includes(bare(made.quote))
    ? undefined
    : `${made.source} ${made.article} does not say: ${made.quote}`
}

/** How the clause is to be shown: as a quotation, with what is misprinted beside it, or as a statement of ours. */
export const clauseOfCite = (made: Cite, sources: readonly Source[]): Clause | undefined => {
  const source = sources.find(each => each.id === made.source)
  return source === undefined ? undefined : clauseOf(source, made.article)
}

/** The text that a source's digest is taken of: articles and verbatim words, without corrections. */
export const verbatimOf = (source: Source): string =>
  source.clauses.map(clause => `${clause.article}\n${clause.text}\n`).join('\n')
