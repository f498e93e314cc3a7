import fc from 'fast-check'

/** A JSON schema as the document of the API holds it: the words our own documents use. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly maxLength?: number
  readonly minLength?: number
  readonly maxItems?: number
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
  readonly pattern?: string
  readonly additionalProperties?: Schema | boolean
}

/** Texts that broke other systems: zero bytes, lone halves of a pair, direction marks, quotes, paths, formulas, markup. */
const NASTY = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e反',
  '\ufeff',
  "' or 1=1 --",
  "'; select pg_sleep(1); --",
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '=1+1',
  '<script>alert(1)</script>',
  '{{7*7}}',
  'null',
  '-0',
  '1e400',
  '9007199254740993',
  '٣',
  '𠮷',
  'é'.repeat(50),
  'x'.repeat(10_000),
]

const text = ({ maxLength = 40, minLength = 0, format }: Schema, known: readonly string[]): fc.Arbitrary<string> => {
  const free = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: 'grapheme' })
  const some = fc.oneof(free, fc.constantFrom(...NASTY), fc.constantFrom(...known))
  if (format === 'uuid') return fc.oneof(fc.uuid(), fc.constantFrom(...known), fc.constantFrom(...NASTY))
  if (format === 'date') return fc.oneof(fc.constantFrom('2026-10-01', '2026-02-30', '0000-01-01', '9999-12-31'), some)
  if (format === 'date-time')
    return fc.oneof(
      fc.constantFrom('2026-10-01T09:00:00+08:00', '2026-13-01T00:00:00Z', '+275760-09-13T00:00:00Z'),
      some,
    )
  return some
}

const number = (schema: Schema): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: Math.max(schema.minimum ?? -5, -(2 ** 31)), max: Math.min(schema.maximum ?? 500, 2 ** 31) }),
    fc.constantFrom(-1, 0, 2 ** 31, 2 ** 53, -(2 ** 53), 0.5),
  )

/** What roughly fits a schema: its shape holds, its texts and numbers are of every kind. `known` are ids that exist. */
export const fitting = (schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map(one => fitting(one, known)))
  if (schema.allOf !== undefined)
    return fc.tuple(...schema.allOf.map(one => fitting(one, known))).map(parts => Object.assign({}, ...parts))
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: string) => fitting({ ...schema, type }, known)))
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema
      const parts = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, fitting(one, known)]))
      return fc.record(parts, { requiredKeys: required.filter(name => name in parts) })
    }
    case 'array':
      return fc.array(fitting(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)),
      })
    case 'integer':
      return number(schema)
    case 'number':
      return number(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return text(schema, known)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

/** A body that cannot be right: a required part left out or of a wrong kind, or no object at all. */
export const wrong = (schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> | undefined => {
  const strings = (schema.required ?? []).filter(name => schema.properties?.[name]?.type === 'string')
  if (schema.type !== 'object' || strings.length === 0) return undefined
  const broken = fc
    .tuple(fitting(schema, known), fc.constantFrom(...strings), fc.constantFrom<unknown>(undefined, {}, [[]], null))
    .map(([body, name, value]) => ({ ...(body as object), [name]: value }))
  return fc.oneof(broken, fc.constantFrom<unknown>([], 'x', 7, null))
}
