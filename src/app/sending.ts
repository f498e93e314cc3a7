import type { Logger } from 'pino'
import { translator } from '../platform/i18n/catalog.ts'
import { logAdapter, mailAdapter } from '../platform/notify/adapters.ts'
import { smsAdapter } from '../platform/notify/sms.ts'
import type { Sending } from '../platform/notify/sweeps.ts'
import type { Adapter } from '../platform/notify/types.ts'
import type { Installation } from './installation.ts'
import type { Providers } from './providers.ts'

/** Where this installation is found from outside, and which city has no prefix there. */
export type Place = { readonly origin: string; readonly city: string }

const mail = (place: Place, { mail: breaker }: Providers): readonly Adapter[] => {
  const { LINLI_SMTP_URL: url, LINLI_MAIL_FROM: from } = process.env
  const domain = new URL(place.origin).hostname
  return url === undefined || url === ''
    ? []
    : [mailAdapter({ url, from: from ?? `邻里 <no-reply@${domain}>`, domain, breaker })]
}

/**
 * How messages go out: e-mail when a mail server is given (LINLI_SMTP_URL), texts by the gateway (LINLI_SMS_URL);
 * what is not connected, and WeChat, goes into the log.
 */
export const sendingOf = ({ vault }: Installation, place: Place, log: Logger, providers: Providers): Sending => {
  const note = (line: object): void => log.info(line, '没有接入网关,消息未发出')
  const { sms } = providers
  const texts = sms === undefined ? logAdapter('sms', note) : smsAdapter(sms)
  return {
    vault,
    adapters: [...mail(place, providers), texts, logAdapter('wechat', note)],
    translate: translator,
    origin: city => `${place.origin.replace(/\/$/, '')}${city === place.city ? '' : `/c/${city}`}`,
  }
}
