import { createHash } from 'node:crypto'
import { sources } from '../../../law/index.ts'
import { areaPath, isWithin } from '../../kernel/area-code.ts'
import type { Basis, Source } from '../../kernel/cite.ts'
import { verbatimOf } from '../../kernel/sources.ts'
import type { BasisItem } from '../../platform/ui/parts/basis.tsx'

export const sourceAt = (id: string): Source | undefined => sources.find(source => source.id === id)

/** Whether a source binds in a city, or is only what a rule there was modelled on. */
export const binds = (source: Source, city: string): boolean =>
  source.area === undefined || isWithin(areaPath(city), areaPath(source.area))

/** Digest of the verbatim clauses: the same that law/hashes.json keeps and a test compares. */
export const digestOf = (source: Source): string => createHash('sha256').update(verbatimOf(source)).digest('hex')

/** A rule as pages show it: with a way to its source, and marked 参照 where the source binds elsewhere. */
export const shownBasis = (basis: Basis, city: string): BasisItem => {
  if (basis.kind === 'local') return { kind: 'local', note: basis.note }
  const source = sourceAt(basis.source)
  const { article, quote } = basis
  if (source === undefined) return { kind: 'cite', title: basis.source, article, quote }
  return {
    kind: 'cite',
    title: source.title,
    article,
    quote,
    href: `/open/law/${source.id}`,
    model: !binds(source, city),
  }
}
