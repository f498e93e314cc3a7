import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomPKCECodeVerifier,
} from 'openid-client'
import { token } from '../crypto/uuid.ts'
import { type Outbound, OutboundError } from '../outbound/types.ts'
import { toldOf } from './claims.ts'
import type { Answered, Asked, Asking, ServiceSettings, Told } from './types.ts'

/** Clocks of two machines may differ by this. */
const TOLERANCE_S = 30
const TIMEOUT_S = 10
const SERVER_ERROR = 500

const bytesOf = (body: unknown): string | Uint8Array | undefined =>
  body === undefined || body === null
    ? undefined
    : typeof body === 'string' || body instanceof Uint8Array
      ? body
      : String(body)

/** Every request of the protocol goes through the guarded way; a service that is broken counts as unreachable. */
const through =
  (outbound: Outbound): CustomFetch =>
  async (url, { method, headers, body }) => {
    const sent = bytesOf(body)
    const answer = await outbound.send(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(sent === undefined ? {} : { body: sent }),
    })
    if (answer.status >= SERVER_ERROR) throw new OutboundError('unreachable', false)
    const whole = answer.body.length === 0 ? null : new Uint8Array(answer.body)
    return new Response(whole, { status: answer.status, headers: answer.headers })
  }

/** What the service says of itself, checked: its issuer is the one that was set. */
export const discover = (
  { issuer, clientId, auth, alg }: ServiceSettings,
  secret: string,
  outbound: Outbound,
): Promise<Configuration> => {
  const metadata = { id_token_signed_response_alg: alg, [clockTolerance]: TOLERANCE_S }
  const known = auth === 'client_secret_post' ? ClientSecretPost(secret) : ClientSecretBasic(secret)
  // The signature is checked although the token comes straight from the service; in clear only where it is pinned.
  const inClear = issuer.startsWith('http:') ? [allowInsecureRequests] : []
  return discovery(new URL(issuer), clientId, metadata, known, {
    [customFetch]: through(outbound),
    execute: [enableNonRepudiationChecks, ...inClear],
    timeout: TIMEOUT_S,
  })
}

/** Where to send the browser: code flow with PKCE, state and nonce, each of its own chance. */
export const askAt = async (
  config: Configuration,
  { scope, organisationParameters }: ServiceSettings,
  { back, organisation }: Asking,
): Promise<Asked> => {
  const [state, nonce, verifier] = [token(), token(), randomPKCECodeVerifier()]
  const url = buildAuthorizationUrl(config, {
    ...(organisation ? organisationParameters : {}),
    redirect_uri: back,
    scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, state, nonce, verifier }
}

/** Redeems the code, checks the identity token (issuer, audience, signature, times, nonce) and asks for the rest. */
export const redeemAt = async (
  config: Configuration,
  settings: ServiceSettings,
  { url, state, nonce, verifier }: Answered,
): Promise<Told> => {
  const tokens = await authorizationCodeGrant(config, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new Error('no identity token')
  const more =
    config.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await fetchUserInfo(config, tokens.access_token, claims.sub)
  // What the signed token says wins over what is said beside it.
  return toldOf(settings, { ...more, ...claims })
}

/** Where the service ends its own session, when it offers that. */
export const signOutAt = (config: Configuration, back: string): string | undefined =>
  config.serverMetadata().end_session_endpoint === undefined
    ? undefined
    : buildEndSessionUrl(config, { post_logout_redirect_uri: back }).href
