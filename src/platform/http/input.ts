import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Body } from './body-limits.ts'
import { pointerOf, refusalsOf } from './issues.ts'
import type { Input } from './types.ts'

type Shapes = { readonly params?: z.ZodType; readonly query?: z.ZodType; readonly body?: z.ZodType }
type Read = Input<z.ZodType, z.ZodType, z.ZodType>

const check = (part: string, schema: z.ZodType | undefined, value: unknown) => {
  if (schema === undefined) return { value: undefined, why: [] }
  const broken = brokenTexts(value, [])
  if (broken.length > 0)
    return {
      value: undefined,
      why: broken.map(path => ({ tag: 'field-format', values: { format: '' }, pointer: pointerOf(part, path) })),
    }
  const read = schema.safeParse(value, { reportInput: true })
  return read.success ? { value: read.data, why: [] } : { value: undefined, why: refusalsOf(part, read.error.issues) }
}

/** Where a text stands that cannot be kept: with a zero byte, which PostgreSQL refuses, or half of a surrogate pair. */
const brokenTexts = (value: unknown, path: readonly PropertyKey[]): readonly (readonly PropertyKey[])[] => {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [path] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [
    ...(name.includes('\0') || !name.isWellFormed() ? [path] : []),
    ...brokenTexts(part, [...path, name]),
  ])
}

/** Parameters, query and body by their schemas; everything that is wrong is said at once. */
export const readInput = (route: Shapes, request: FastifyRequest, body: Body): Result<Read, readonly Refusal[]> => {
  const params = check('params', route.params, request.params)
  const query = check('query', route.query, request.query)
  const fields = check('body', route.body, body.fields)
  const issues = [...params.why, ...query.why, ...fields.why]
  const summary = issues.length === 0 ? [] : [{ tag: 'invalid-input', values: { places: issues.length } }]
  if (issues.length + body.why.length > 0) return refuse([...body.why, ...summary, ...issues])
  const ifMatch = request.headers['if-match']
  return ok({ params: params.value, query: query.value, body: fields.value, files: body.files, ifMatch })
}
