import nodemailer from 'nodemailer'
import { type Breaker, tryUnder } from '../outbound/breaker.ts'
import { type Adapter, type Channel, type Outgoing, Undeliverable } from './types.ts'

const SECONDS_MAX = 15

/** A mailbox or domain that does not exist; 4xx answers and lost connections are worth another attempt. */
const isRefused = (error: unknown): boolean => {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  return code >= 500 && code < 600 && code !== 535
}

export type MailOptions = {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string
  /** Sender, such as `邻里 <no-reply@example.org>`. */
  readonly from: string
  /** Domain of message ids. */
  readonly domain: string
  readonly breaker?: Breaker
}

/** E-mail, plain text: nothing is loaded from elsewhere when it is read. */
export const mailAdapter = ({ url, from, domain, breaker }: MailOptions): Adapter & { readonly close: () => void } => {
  const limits = {
    connectionTimeout: SECONDS_MAX * 1000,
    greetingTimeout: SECONDS_MAX * 1000,
    socketTimeout: SECONDS_MAX * 1000,
  }
  const transport = nodemailer.createTransport({ url, pool: true, maxConnections: 1, ...limits })
  const send = async ({ id, address, title, body, link }: Outgoing): Promise<void> => {
    try {
      await transport.sendMail({
        from,
        to: { name: '', address },
        subject: title,
        text: link === '' ? body : `${body}\n\n${link}`,
        messageId: `<${id}@${domain}>`,
        textEncoding: 'base64',
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } catch (error) {
      if (isRefused(error)) throw new Undeliverable('the mail server refuses the address', { cause: error })
      throw error
    }
  }
  const close = (): void => transport.close()
  if (breaker === undefined) return { channel: 'email', send, close }
  return {
    channel: 'email',
    breaker,
    // An address that does not exist tells nothing against the server.
    send: (mail, now) =>
      tryUnder(
        breaker,
        now,
        () => send(mail),
        error => !(error instanceof Undeliverable),
      ),
    close,
  }
}

/**
 * Stands in for a gateway that is not connected: says which text would have gone out about which case, nothing more.
 * No address, no name, no body.
 */
export const logAdapter = (
  channel: Channel,
  log: (line: { readonly channel: Channel; readonly kind: string; readonly number: string }) => void,
): Adapter => ({
  channel,
  send: async ({ kind, number }) => log({ channel, kind, number }),
})
