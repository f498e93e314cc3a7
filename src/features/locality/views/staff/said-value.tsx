import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import type { BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'

export type BasisOut = {
  readonly kind: 'cite' | 'local'
  readonly source?: string
  readonly title?: string
  readonly article?: string
  readonly quote?: string
  readonly note?: string
}
export type Layer = 'national' | 'province' | 'city' | 'operator'
export type HeldOut = {
  readonly value: unknown
  readonly basis: BasisOut
  readonly layer: Layer
  readonly from: string
}
type JsonSchema = {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}
export type RuleRow = {
  readonly key: string
  readonly zh: string
  readonly unit: string | null
  readonly security: boolean
  readonly schema: JsonSchema
  readonly held: HeldOut | null
  readonly history: readonly (HeldOut & { readonly to: string | null })[]
  readonly conflicts: readonly {
    readonly day: string
    readonly weaker: HeldOut
    readonly stricter: HeldOut
    readonly noticedAt: string
  }[]
}

/** Words of a value are the slice's that declares it: `work-order:rule-values.contact-workdays`. */
const wordsOf = (key: string): readonly [space: string, name: string] => {
  const dot = key.indexOf('.')
  return [key.slice(0, dot), key.slice(dot + 1)]
}

export const useRuleName = (): ((row: Pick<RuleRow, 'key'>) => string) => {
  const t = useT('locality')
  return row => {
    const [space, name] = wordsOf(row.key)
    return t(`${space}:rule-values.${name}`)
  }
}

export const optionLabel = (t: (key: string) => string, key: string, option: string): string => {
  const [space, name] = wordsOf(key)
  return t(`${space}:rule-options.${name}.${option}`)
}

/** A value as people say it: with its unit, an option by its name, a list by how many rows have one. */
export const SaidValue = ({ row, value }: { readonly row: RuleRow; readonly value: unknown }) => {
  const t = useT('locality')
  const { number } = useFormat()
  if (Array.isArray(value)) {
    const named = value.filter(each => (each as { readonly zh?: string | null }).zh != null).length
    return <>{t('staff.rows', { all: number(value.length), named: number(named) })}</>
  }
  if (typeof value === 'number')
    return <>{row.unit === null ? number(value) : t(`staff.units.${row.unit}`, { n: value })}</>
  if (row.schema.enum !== undefined) return <>{optionLabel(t, row.key, String(value))}</>
  return <>{String(value)}</>
}

/** What holds from the founding of the state on was never otherwise here. */
const EVER = '1949-10-01'

/** First day of a value; what holds where nobody ever said otherwise has none. */
export const Since = ({ day }: { readonly day: string }) => {
  const t = useT('locality')
  return <>{day <= EVER ? t('staff.ever') : day}</>
}

/** 法规, 来函 or 本地配置; our own defaults say that they are. */
export const BasisKind = ({ of }: { readonly of: HeldOut }) => {
  const t = useT('locality')
  if (of.basis.kind === 'cite')
    return <Chip>{t(of.basis.source?.startsWith('letter-') === true ? 'staff.kinds.letter' : 'staff.kinds.law')}</Chip>
  return <Chip>{t(of.layer === 'national' ? 'staff.kinds.default' : 'staff.kinds.local')}</Chip>
}

export const basisItem = ({ kind, title, article, quote, note }: BasisOut): BasisItem =>
  kind === 'cite'
    ? { kind, title: title ?? '', article: article ?? '', quote: quote ?? '' }
    : { kind: 'local', note: note ?? '' }
