import { dateOf, type Instant, instant, MINUTE_MS } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityDb } from '../../platform/db/types.ts'
import { beginFactor, confirmFactor, pendingSecret } from '../../platform/identity/factor.ts'
import { createStaff } from '../../platform/identity/new-staff.ts'
import { grantOffice } from '../../platform/identity/offices.ts'
import { addOrganisation, organisationsWithin } from '../../platform/identity/organisations.ts'
import { codeAt, stepOf } from '../../platform/identity/totp.ts'
import type { Answer, TestServer } from '../../platform/testing/server.ts'

/** A password that passes every rule. */
export const PASSWORD = '南头河边的三棵榕树下再见'

type Where = { readonly vault: Vault; readonly city: { readonly db: CityDb } }

/** Gives somebody a second factor for a test, confirmed with the code of `now`. @returns its secret, in base 32 */
export const secondFactor = async ({ vault, city: { db } }: Where, party: string, now: Instant): Promise<string> => {
  await beginFactor(db, vault, party, now)
  const secret = (await pendingSecret(db, vault, party)) ?? ''
  const confirmed = await db.tx(tx => confirmFactor(tx, vault, party, codeAt(secret, stepOf(now)), now))
  if (!confirmed.ok) throw new Error('the second factor was not confirmed')
  return secret
}

/** The city's government, made when there is none. */
export const governmentOf = async (db: CityDb, now: Instant): Promise<string> => {
  const [known] = await organisationsWithin(db, '4420', now, ['cityGovernment'])
  if (known !== undefined) return known.id
  const body = { name: '市政府', kind: 'cityGovernment', area: '4420', from: dateOf(now) }
  const made = await db.tx(tx => addOrganisation(tx, body, now))
  if (!made.ok) throw new Error('no government')
  return made.value.organisation
}

export type Worker = { readonly party: string; readonly username: string; readonly secret: string }

/** Somebody with an account, an office of this role over the city, and a second factor confirmed ten minutes ago. */
export const worker = async (where: Where, username: string, role: string, now: Instant): Promise<Worker> => {
  const { vault, city } = where
  const before = instant(now - 10 * MINUTE_MS)
  const organisation = await governmentOf(city.db, before)
  const made = await createStaff(
    city.db,
    vault,
    { username, password: PASSWORD, name: '演示人员' },
    before,
    (tx, party) => grantOffice(tx, { party, organisation, role, area: '4420', from: dateOf(before) }, before, null),
  )
  if (!made.ok) throw new Error(made.error.map(({ tag }) => tag).join(', '))
  const { party } = made.value
  return { party, username, secret: await secondFactor(where, party, before) }
}

/** What an answer put into a cookie; empty when it took it away. */
export const cookieOf = (answer: Answer, name: string): string | undefined =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .flatMap(cookie => (cookie.startsWith(`${name}=`) ? [cookie.slice(name.length + 1).split(';')[0] ?? ''] : []))[0]

export const SESSION = '__Host-linli'
export const HALF = '__Host-linli-half'

/** The headers of a browser that holds these cookies. */
export const holding = (cookies: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> => ({
  cookie: Object.entries(cookies)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('; '),
})

/** Signs in by password and code. @param offset of the code's step from the present one: each works once */
export const signIn = async (server: TestServer, who: Worker, offset = 0): Promise<string> => {
  const half = await server.post('/api/staff/sign-in', { username: who.username, password: PASSWORD })
  const code = codeAt(who.secret, stepOf(server.now) + offset)
  const headers = holding({ [HALF]: cookieOf(half, HALF) })
  const done = await server.post('/api/staff/sign-in/code', { code }, { headers })
  const secret = cookieOf(done, SESSION)
  if (secret === undefined) throw new Error(`not signed in: ${half.text} ${done.text}`)
  return secret
}

/** The tag of a problem. */
export const tagOf = (answer: Answer): string =>
  String(answer.headers['content-type']).startsWith('application/problem+json')
    ? String(answer.json().type).replace(/^.*\/problems\//, '')
    : ''
