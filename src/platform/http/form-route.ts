import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import { withBody } from './body.ts'
import type { Body } from './body-limits.ts'
import { contextOf, keyRefusals } from './context.ts'
import { readInput } from './input.ts'
import { sendView } from './page-route.ts'
import { type Speech, sendRefusals } from './problems.ts'
import type { Form } from './types.ts'
import { infoOf } from './visit.ts'

/** Hidden field with the idempotency key of the form. */
export const KEY_FIELD = '_key'

const SEE_OTHER = 303

const withoutKey = (
  body: Body,
): { readonly key: unknown; readonly typed: Readonly<Record<string, unknown>>; readonly body: Body } => {
  const fields = typeof body.fields === 'object' && body.fields !== null ? { ...body.fields } : {}
  const { [KEY_FIELD]: key, ...typed } = fields as Record<string, unknown>
  return { key, typed, body: { ...body, fields: typed } }
}

/** A form whose key did not arrive: broken off on the way if that is known, else sent by something that is no page. */
const keyless = (body: Body, key: unknown): readonly Refusal[] =>
  key === undefined && body.why.length > 0 ? body.why : keyRefusals(key)

const submitted = async (
  speech: Speech,
  route: Form,
  request: FastifyRequest,
  reply: FastifyReply,
  whole: Body,
): Promise<FastifyReply> => {
  const { key, typed, body } = withoutKey(whole)
  const keyWhy = keyless(body, key)
  if (keyWhy.length > 0) return sendRefusals(speech, request, reply, keyWhy)
  const params = readInput(route.params === undefined ? {} : { params: route.params }, request, { ...body, why: [] })
  if (!params.ok) return sendRefusals(speech, request, reply, [{ tag: 'not-found' }])
  const context = contextOf(speech, request, reply, { key: String(key), body, status: SEE_OTHER, patient: true })
  const again = async (why: readonly Refusal[]): Promise<FastifyReply> => {
    const named = why.filter(({ tag }) => tag !== 'invalid-input')
    const { status } = speech.lexicon.find(why[0]?.tag ?? 'invalid-input', infoOf(request)?.space)
    const view = await route.again(context, { params: params.value.params, body: typed }, named)
    return sendView(speech, request, reply, view, status)
  }
  const input = readInput(route, request, body)
  if (!input.ok) return again(input.error)
  const result = await route.submit(context, { ...input.value, query: undefined as never })
  return result.ok ? sendView(speech, request, reply, result.value, SEE_OTHER) : again(result.error)
}

/** The handler of a form. When it does not work the page comes again, with what was typed and every reason. */
export const formHandler =
  (speech: Speech, route: Form) =>
  (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    withBody(request, route.files ?? 0, body => submitted(speech, route, request, reply, body))
