import { z } from 'zod'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { ServiceSettings } from './types.ts'

const claim = (name: string) => z.string().min(1).max(80).default(name)

const service = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  city: z.string().regex(/^\d{6}$/),
  name: z.string().trim().min(1).max(40),
  realms: z
    .array(z.enum(['resident', 'staff']))
    .min(1)
    .default(['resident']),
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1).max(200),
  auth: z.enum(['client_secret_basic', 'client_secret_post']).default('client_secret_basic'),
  scope: z
    .string()
    .regex(/(^|\s)openid(\s|$)/)
    .default('openid profile phone'),
  alg: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  phonesVerified: z.boolean().default(false),
  claims: z
    .strictObject({
      phone: claim('phone_number'),
      phoneVerified: claim('phone_number_verified'),
      name: claim('name'),
      idNumber: claim('id_number'),
      assurance: claim('acr'),
      organisation: claim('uscc'),
      organisationName: claim('organisation_name'),
    })
    .prefault({}),
  levels: z.record(z.string(), z.enum(['L1', 'L2', 'L3'])).default({}),
  organisationParameters: z.record(z.string(), z.string()).nullable().default(null),
  staffFactors: z.array(z.string().min(1)).min(1).default(['mfa', 'otp', 'hwk', 'swk', 'fpt', 'face']),
})

const list = z.array(service).refine(all => new Set(all.map(({ id }) => id)).size === all.length, 'an id twice')

/** Reads the operator's file. @returns or each fault with its place, in words */
export const parseServices = (text: string): Result<readonly ServiceSettings[], readonly string[]> => {
  try {
    const read = list.safeParse(JSON.parse(text))
    return read.success
      ? ok(read.data)
      : refuse(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  } catch {
    return refuse(['不是 JSON'])
  }
}
