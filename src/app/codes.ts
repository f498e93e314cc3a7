import type { Logger } from 'pino'
import type { Locale, Translate } from '../platform/i18n/types.ts'
import { CodeNotSent } from '../platform/identity/codes.ts'
import type { DeliverCode } from '../platform/identity/types.ts'
import { isUnsent, type SmsGateway } from '../platform/notify/sms.ts'

const MINUTE_MS = 60_000

/**
 * How a one-time code gets to its phone. In a demonstration the log has it. Without a gateway, or while the gateway is
 * out of order, the asker is told at once and in words, so that nobody waits for a text that never comes.
 */
export const deliverCodeTo =
  (log: Logger, demo: boolean, sms: SmsGateway | undefined, translate: (locale: Locale) => Translate): DeliverCode =>
  async ({ phone, digits, at, until }) => {
    if (demo) {
      log.info({ code: digits }, '演示: 短信验证码')
      return
    }
    if (sms === undefined) {
      log.error('没有接入短信网关,验证码没有发出')
      throw new CodeNotSent(true)
    }
    const minutes = Math.floor((until - at) / MINUTE_MS)
    const text = translate('zh-Hans')('account:sms.code', { digits, minutes })
    try {
      await sms.send({ id: crypto.randomUUID(), phone, text }, at)
    } catch (error) {
      log.error({ until: sms.breaker.openUntil(at) }, '短信网关出错,验证码没有发出')
      throw new CodeNotSent(isUnsent(error), { cause: error })
    }
  }
