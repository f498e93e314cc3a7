import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../kernel/refusal.ts'
import { withBody } from './body.ts'
import type { Body } from './body-limits.ts'
import { contextOf, keyRefusals } from './context.ts'
import { readInput } from './input.ts'
import { sendView } from './page-route.ts'
import { type Speech, sendRefusals } from './problems.ts'
import { CODE_FIELD, proofRefusals } from './proof.ts'
import type { Context, Form } from './types.ts'
import { infoOf, pathOf } from './visit.ts'

/** Hidden field with the idempotency key of the form. */
export const KEY_FIELD = '_key'

const SEE_OTHER = 303

const withoutKey = (
  body: Body,
): {
  readonly key: unknown
  readonly code: unknown
  readonly typed: Readonly<Record<string, unknown>>
  readonly body: Body
} => {
  const fields = typeof body.fields === 'object' && body.fields !== null ? { ...body.fields } : {}
  const { [KEY_FIELD]: key, [CODE_FIELD]: code, ...typed } = fields as Record<string, unknown>
  return { key, code, typed, body: { ...body, fields: typed } }
}

/** A form whose key did not arrive: broken off on the way if that is known, else sent by something that is no page. */
const keyless = (body: Body, key: unknown): readonly Refusal[] =>
  key === undefined && body.why.length > 0 ? body.why : keyRefusals(key)

type Sent = { readonly typed: Readonly<Record<string, unknown>>; readonly code: unknown; readonly key: string }

const UNAUTHORIZED = 401

/**
 * What is sensitive and was proved too long ago is answered by the page that asks for the second factor, holding what
 * was typed. Says whether it was: a reply itself is no answer here, because awaiting one gives undefined.
 */
const askAgain = async (
  speech: Speech,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
  { typed, code, key }: Sent,
): Promise<'answered' | 'go on'> => {
  const why = proofRefusals(infoOf(request)?.sensitive ?? false, context.actor, context.now)
  if (why.length === 0) return 'go on'
  const { stepUp } = speech.services.identity
  if (stepUp === undefined) {
    sendRefusals(speech, request, reply, why)
    return 'answered'
  }
  const proved = typeof code === 'string' ? await stepUp.prove(context, code) : undefined
  if (proved?.ok === true) return 'go on'
  const fields = Object.entries({ ...typed, [KEY_FIELD]: key }).flatMap(([name, value]) =>
    [value].flat().map(one => [name, String(one)] as const),
  )
  const view = await stepUp.page(context, { action: pathOf(request), fields }, proved?.error ?? [])
  sendView(speech, request, reply, view, UNAUTHORIZED)
  return 'answered'
}

const submitted = async (
  speech: Speech,
  route: Form,
  request: FastifyRequest,
  reply: FastifyReply,
  whole: Body,
): Promise<FastifyReply> => {
  const { key, code, typed, body } = withoutKey(whole)
  const keyWhy = keyless(body, key)
  if (keyWhy.length > 0) return sendRefusals(speech, request, reply, keyWhy)
  const params = readInput(route.params === undefined ? {} : { params: route.params }, request, { ...body, why: [] })
  if (!params.ok) return sendRefusals(speech, request, reply, [{ tag: 'not-found' }])
  const context = contextOf(speech, request, reply, { key: String(key), body, status: SEE_OTHER, patient: true })
  if ((await askAgain(speech, request, reply, context, { typed, code, key: String(key) })) === 'answered') return reply
  const again = async (why: readonly Refusal[]): Promise<FastifyReply> => {
    request.refused = why[0]?.tag
    const named = why.filter(({ tag }) => tag !== 'invalid-input')
    const { status } = speech.lexicon.find(why[0]?.tag ?? 'invalid-input', infoOf(request)?.space)
    const view = await route.again(context, { params: params.value.params, body: typed }, named)
    return sendView(speech, request, reply, view, status)
  }
  const input = readInput(route, request, body)
  if (!input.ok) return again(input.error)
  const result = await route.submit(context, { ...input.value, query: undefined as never })
  if (!result.ok) return again(result.error)
  return sendView(speech, request, reply, result.value, 'redirect' in result.value ? SEE_OTHER : 200)
}

/** The handler of a form. When it does not work the page comes again, with what was typed and every reason. */
export const formHandler =
  (speech: Speech, route: Form) =>
  (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    withBody(request, route.files ?? 0, body => submitted(speech, route, request, reply, body))
