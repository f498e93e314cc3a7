import { fold } from '../i18n/fold.ts'

/**
 * Chinese full-text search without a dictionary: pairs of neighbouring characters as lexemes, so that any word of
 * two characters or more is found whatever a segmenter would have made of it. Text is folded first (繁简, case,
 * width), so 鄰里 finds 邻里.
 */
const RUNS = /\p{Script=Han}+|[^\p{Script=Han}\p{P}\p{S}\p{Z}\p{C}]+/gu
const HAN = /^\p{Script=Han}/u
const WORD_MAX = 40

const pairs = (run: string): readonly string[] => {
  const characters = [...run]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

/** What a text is found by; each once. The last character of a run stands alone too, so that one character finds it. */
export const lexemesOf = (...texts: readonly string[]): readonly string[] => {
  const found = new Set<string>()
  for (const text of texts) {
    for (const [run] of fold(text).matchAll(RUNS)) {
      if (!HAN.test(run)) found.add(run.slice(0, WORD_MAX))
      else {
        for (const pair of pairs(run)) found.add(pair)
        found.add([...run].at(-1) ?? run)
      }
    }
  }
  return [...found]
}

const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** What was typed into a search box as a tsquery, all words required; null when nothing in it can be searched for. */
export const searchQuery = (typed: string): string | null => {
  const terms = [...fold(typed).matchAll(RUNS)].flatMap(([run]) => {
    if (!HAN.test(run)) return [`${quoted(run.slice(0, WORD_MAX))}:*`]
    return [...run].length === 1 ? [`${quoted(run)}:*`] : pairs(run).map(quoted)
  })
  return terms.length === 0 ? null : [...new Set(terms)].join(' & ')
}
