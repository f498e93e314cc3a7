import { ok, type Result, refuse } from '../../kernel/result.ts'
import { HOUR_MS, type Instant } from '../../kernel/time.ts'
import { type Breaker, breakerOf, ProviderDown, tryUnder } from '../outbound/breaker.ts'
import { type Outbound, OutboundError } from '../outbound/types.ts'
import { askAt, discover, redeemAt, signOutAt } from './client.ts'
import type { IdentityServices, ServiceFault, ServiceSettings } from './types.ts'

export type ServicesOptions = {
  readonly services: readonly ServiceSettings[]
  readonly secretOf: (id: string) => string
  readonly outbound: Outbound
  readonly origin?: string
  /** Hears a word of what went wrong; never what a service or a browser said. */
  readonly onFailure: (service: string, why: string) => void
}

type Configuration = Awaited<ReturnType<typeof discover>>

/** What one process knows of one service. */
type Known = {
  readonly settings: ServiceSettings
  readonly breaker: Breaker
  config: Configuration | undefined
  until: number
}

const CONFIG_MS = HOUR_MS
const CAUSES_MAX = 5

const outboundCause = (error: unknown): OutboundError | undefined => {
  let at = error
  for (let depth = 0; depth < CAUSES_MAX && at instanceof Error; depth++) {
    if (at instanceof OutboundError) return at
    at = at.cause
  }
  return undefined
}

/** A short word of ours or of the protocol's library; never text that came over the network. */
const wordOf = (error: unknown): string => {
  const outside = outboundCause(error)
  if (outside !== undefined) return outside.code
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^[A-Z_]{3,60}$/.test(code) ? code : 'unknown'
}

const configOf = async (
  { secretOf, outbound }: ServicesOptions,
  known: Known,
  now: Instant,
): Promise<Configuration> => {
  if (known.config === undefined || now >= known.until) {
    known.config = await discover(known.settings, secretOf(known.settings.id), outbound)
    known.until = now + CONFIG_MS
  }
  return known.config
}

/**
 * The services of an installation. Each has a fuse: while a service cannot be reached people are told at once and take
 * another way in, instead of waiting for it.
 */
export const servicesOf = (options: ServicesOptions): IdentityServices => {
  const all = new Map<string, Known>(
    options.services.map(settings => [
      settings.id,
      { settings, breaker: breakerOf(), config: undefined, until: 0 } satisfies Known,
    ]),
  )
  const find = (city: string, id: string): Known | undefined => {
    const known = all.get(id)
    return known?.settings.city === city ? known : undefined
  }
  const use = async <T>(
    known: Known | undefined,
    now: Instant,
    work: (config: Configuration, settings: ServiceSettings) => Promise<T>,
  ): Promise<Result<T, ServiceFault>> => {
    if (known === undefined) return refuse('service-unknown')
    const { settings, breaker } = known
    try {
      const whole = async (): Promise<T> => work(await configOf(options, known, now), settings)
      return ok(await tryUnder(breaker, now, whole, error => outboundCause(error) !== undefined))
    } catch (error) {
      options.onFailure(settings.id, error instanceof ProviderDown ? wordOf(error.cause) : wordOf(error))
      return refuse(error instanceof ProviderDown ? 'service-down' : 'service-answer-wrong')
    }
  }
  return {
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    offered: (city, realm) =>
      options.services
        .filter(service => service.city === city && service.realms.includes(realm))
        .map(({ id, name, organisationParameters }) => ({ id, name, represents: organisationParameters !== null })),
    settingsOf: (city, id) => find(city, id)?.settings,
    ask: (city, id, asking, now) => use(find(city, id), now, (config, settings) => askAt(config, settings, asking)),
    answer: (city, id, answered, now) =>
      use(find(city, id), now, (config, settings) => redeemAt(config, settings, answered)),
    signOutUrl: async (city, id, back, now) => {
      const asked = await use(find(city, id), now, async config => signOutAt(config, back))
      return asked.ok ? asked.value : undefined
    },
  }
}
