import type { Refusal } from '../../kernel/refusal.ts'
import type { Locale, Translate } from '../i18n/types.ts'
import { REFUSALS } from './refusals.ts'
import type { Module } from './services.ts'
import type { Said } from './types.ts'

/** Where a tag's words are and what status it has. */
export type Entry = { readonly space: string; readonly tag: string; readonly status: number }

const OWN = 'http'

/**
 * Tags are unique within a slice only. A route's own slice is asked first, then the door, then every other slice
 * (a facade may hand its refusals through).
 */
export type Lexicon = {
  find(tag: string, space?: string): Entry
  /** Everything known by this tag; the explaining page shows each. */
  all(tag: string): readonly Entry[]
  readonly entries: readonly Entry[]
}

export const lexiconOf = (modules: readonly Pick<Module, 'id' | 'refusals'>[]): Lexicon => {
  const tables = [{ id: OWN, refusals: REFUSALS as Readonly<Record<string, { readonly status: number }>> }, ...modules]
  const entries = tables.flatMap(({ id, refusals }) =>
    Object.entries(refusals).map(([tag, { status }]): Entry => ({ space: id, tag, status })),
  )
  const all = (tag: string): readonly Entry[] => entries.filter(entry => entry.tag === tag)
  return {
    entries,
    all,
    find: (tag, space) => {
      const known = all(tag)
      const found = known.find(entry => entry.space === space) ?? known[0]
      if (found === undefined) throw new Error(`refusal without a line in any table: ${tag}`)
      return found
    },
  }
}

export type Speaker = {
  readonly lexicon: Lexicon
  readonly translate: (locale: Locale) => Translate
  readonly sourceTitle: (source: string) => string
}

/** A refusal in the reader's words. @param space slice of the route, whose own tags come first */
export const say = (speaker: Speaker, locale: Locale, refusal: Refusal, space?: string): Said => {
  const t = speaker.translate(locale)
  const entry = speaker.lexicon.find(refusal.tag, space)
  const word = (part: string): string => t(`${entry.space}:refusals.${refusal.tag}.${part}`, refusal.values ?? {})
  const { basis } = refusal
  return {
    tag: refusal.tag,
    title: word('title'),
    detail: word('detail'),
    next: word('next'),
    ...(basis === undefined
      ? {}
      : basis.kind === 'cite'
        ? { basis: { ...basis, title: speaker.sourceTitle(basis.source) } }
        : { basis: { ...basis, title: t('http:localDefault') } }),
    ...(refusal.pointer === undefined ? {} : { pointer: refusal.pointer }),
  }
}
