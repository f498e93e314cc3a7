import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { readSecret } from '../platform/crypto/secrets.ts'
import { SMS_TEMPLATE, type SmsGateway, smsGatewayOf } from '../platform/notify/sms.ts'
import { servicesOf } from '../platform/oidc/services.ts'
import { parseServices } from '../platform/oidc/settings.ts'
import { type IdentityServices, NO_SERVICES, type ServiceSettings } from '../platform/oidc/types.ts'
import { parseAllowed } from '../platform/outbound/allowed.ts'
import { type Breaker, breakerOf } from '../platform/outbound/breaker.ts'
import { outboundOf } from '../platform/outbound/guard.ts'
import type { Outbound } from '../platform/outbound/types.ts'
import { EXIT, Exit } from './exit.ts'
import type { Settings } from './settings.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The other servers this process talks to, and how it finds each of them at the moment. */
export type Providers = {
  readonly outbound: Outbound
  /** Undefined until a gateway is connected. */
  readonly sms: SmsGateway | undefined
  readonly mail: Breaker
  readonly identity: IdentityServices
  readonly close: () => Promise<void>
}

const usage = (words: string): Exit => new Exit(EXIT.usage, words)

const outboundFrom = (env: Env): Outbound => {
  const allowed = parseAllowed(env.LINLI_OUTBOUND ?? '')
  if (!allowed.ok)
    throw usage(
      `LINLI_OUTBOUND 里看不懂: ${allowed.error.join(' ')}。写法: 主机[:端口][=网段],见 docs/concepts/outbound.md`,
    )
  return outboundOf({ allowed: allowed.value })
}

const smsFrom = async (settings: Settings, env: Env, outbound: Outbound): Promise<SmsGateway | undefined> => {
  const { LINLI_SMS_URL: url, LINLI_SMS_AUTH: auth = 'bearer', LINLI_SMS_TEMPLATE: template = SMS_TEMPLATE } = env
  if (url === undefined || url.trim() === '') return undefined
  if (auth !== 'bearer' && auth !== 'hmac') throw usage(`LINLI_SMS_AUTH 应为 bearer 或 hmac,而不是 ${auth}`)
  const secret = await readSecret(settings.keys, 'sms', env.LINLI_SMS_SECRET)
  if (secret === undefined)
    throw usage(`短信网关没有密钥: 写进 ${join(settings.keys, 'sms.secret')},或设 LINLI_SMS_SECRET`)
  try {
    return smsGatewayOf({ url: url.trim(), auth, secret, template }, outbound, breakerOf())
  } catch {
    throw usage('LINLI_SMS_TEMPLATE 应为 JSON,如 {"mobile":"{phone}","content":"{text}"}')
  }
}

const readServices = async (settings: Settings, env: Env): Promise<readonly ServiceSettings[]> => {
  const file = env.LINLI_IDENTITY_SERVICES ?? join(settings.data, 'identity-services.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && env.LINLI_IDENTITY_SERVICES === undefined) return undefined
    throw usage(`身份服务的设置读不了: ${file}`)
  })
  if (text === undefined) return []
  const read = parseServices(text)
  if (!read.ok) throw usage(`身份服务的设置 ${file} 有误:\n${read.error.join('\n')}`)
  return read.value
}

const identityFrom = async (
  settings: Settings,
  env: Env,
  outbound: Outbound,
  log: Logger,
): Promise<IdentityServices> => {
  const services = await readServices(settings, env)
  if (services.length === 0) return NO_SERVICES
  const secrets = new Map<string, string>()
  for (const { id } of services) {
    const variable = `LINLI_OIDC_SECRET_${id.toUpperCase().replaceAll('-', '_')}`
    const secret = await readSecret(settings.keys, `oidc-${id}`, env[variable])
    if (secret === undefined)
      throw usage(`身份服务 ${id} 没有密钥: 写进 ${join(settings.keys, `oidc-${id}.secret`)},或设 ${variable}`)
    secrets.set(id, secret)
  }
  return servicesOf({
    services,
    secretOf: id => secrets.get(id) ?? '',
    outbound,
    ...(settings.origin === undefined ? {} : { origin: settings.origin }),
    onFailure: (service, why) => log.warn({ service, why }, '身份服务出错'),
  })
}

/** Connects what the operator has set. @throws Exit with the setting that is wrong */
export const providersOf = async (settings: Settings, env: Env, log: Logger): Promise<Providers> => {
  const outbound = outboundFrom(env)
  const sms = await smsFrom(settings, env, outbound)
  const identity = await identityFrom(settings, env, outbound, log)
  return { outbound, sms, mail: breakerOf(), identity, close: outbound.close }
}
