import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Body } from './body-limits.ts'
import { pointerOf, refusalsOf } from './issues.ts'
import { brokenTexts, plainTexts } from './texts.ts'
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
  const read = schema.safeParse(plainTexts(value), { reportInput: true })
  return read.success ? { value: read.data, why: [] } : { value: undefined, why: refusalsOf(part, read.error.issues) }
}

/** Places named in one answer. More help nobody, and an answer must not be many times what was asked. */
const PLACES_MAX = 50

/** Parameters, query and body by their schemas; everything that is wrong is said at once, the first fifty places by name. */
export const readInput = (route: Shapes, request: FastifyRequest, body: Body): Result<Read, readonly Refusal[]> => {
  const params = check('params', route.params, request.params)
  const query = check('query', route.query, request.query)
  const fields = check('body', route.body, body.fields)
  const issues = [...params.why, ...query.why, ...fields.why]
  const summary = issues.length === 0 ? [] : [{ tag: 'invalid-input', values: { places: issues.length } }]
  if (issues.length + body.why.length > 0) return refuse([...body.why, ...summary, ...issues.slice(0, PLACES_MAX)])
  const ifMatch = request.headers['if-match']
  return ok({ params: params.value, query: query.value, body: fields.value, files: body.files, ifMatch })
}
