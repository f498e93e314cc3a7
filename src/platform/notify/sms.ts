import { createHmac } from 'node:crypto'
import type { Instant } from '../../kernel/time.ts'
import { type Breaker, ProviderDown, tryUnder } from '../outbound/breaker.ts'
import { type Outbound, OutboundError } from '../outbound/types.ts'
import { type Adapter, type Outgoing, Undeliverable } from './types.ts'

/** How a gateway knows us: a word in every request, or a signature over each (Standard Webhooks, HMAC-SHA256). */
export type SmsAuth = 'bearer' | 'hmac'

export type SmsSettings = {
  readonly url: string
  readonly auth: SmsAuth
  readonly secret: string
  /** JSON in whose strings `{phone}` and `{text}` stand; nothing else about a person is ever put in. */
  readonly template: string
}

export const SMS_TEMPLATE = '{"phone":"{phone}","text":"{text}"}'

/** One text to one phone. */
export type Text = { readonly id: string; readonly phone: string; readonly text: string }

/** A provider of text messages. */
export type SmsGateway = {
  /** @throws ProviderDown; Undeliverable when the number is refused for good */
  send(text: Text, now: Instant): Promise<void>
  readonly breaker: Breaker
}

/** Refused by the gateway for what was asked, not because it is out of order. */
const FOR_GOOD = new Set([400, 404, 410, 422])

class GatewayAnswer extends Error {
  override readonly name = 'GatewayAnswer'
  readonly responseCode: number
  constructor(status: number) {
    super('gateway')
    this.responseCode = status
  }
}

/** Puts the values into the strings of a template, so that no text can change what is around it. */
const filled = (template: unknown, values: Readonly<Record<string, string>>): unknown => {
  if (typeof template === 'string')
    return template.replace(/\{(phone|text)\}/g, (_, name: string) => values[name] ?? '')
  if (Array.isArray(template)) return template.map(each => filled(each, values))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, filled(value, values)]))
}

const signed = ({ auth, secret }: SmsSettings, id: string, body: string, now: Instant): Record<string, string> => {
  if (auth === 'bearer') return { authorization: `Bearer ${secret}` }
  const timestamp = String(Math.floor(now / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

/**
 * A gateway spoken to over HTTPS. The request holds the phone and the text, and the message's id so that a repetition
 * can be told. Only 2xx means taken; a redirect is a failure, since nobody follows it.
 * @throws SyntaxError when the template is no JSON
 */
export const smsGatewayOf = (settings: SmsSettings, outbound: Outbound, breaker: Breaker): SmsGateway => {
  const template: unknown = JSON.parse(settings.template)
  const post = async ({ id, phone, text }: Text, now: Instant): Promise<void> => {
    const body = JSON.stringify(filled(template, { phone, text }))
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': id,
      ...signed(settings, id, body, now),
    }
    const { status } = await outbound.send(settings.url, { method: 'POST', headers, body })
    if (FOR_GOOD.has(status))
      throw new Undeliverable('the gateway refuses this text', { cause: new GatewayAnswer(status) })
    if (status < 200 || status > 299) throw new GatewayAnswer(status)
  }
  return {
    breaker,
    send: (text, now) =>
      tryUnder(
        breaker,
        now,
        () => post(text, now),
        error => !(error instanceof Undeliverable),
      ),
  }
}

/** Whether a text certainly did not go out. */
export const isUnsent = (error: unknown): boolean =>
  error instanceof ProviderDown && (error.untried || (error.cause instanceof OutboundError && error.cause.unsent))

/** Text messages of matters, by a gateway. */
export const smsAdapter = (gateway: SmsGateway): Adapter => ({
  channel: 'sms',
  breaker: gateway.breaker,
  send: ({ id, address, body, link }: Outgoing, now) =>
    gateway.send({ id, phone: address, text: link === '' ? body : `${body} ${link}` }, now),
})
