import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import type { Tx } from '../../platform/db/types.ts'
import { roundOf } from './look-at.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import * as basis from './rules/basis.ts'
import { type ElectionRow, lockElection } from './store/elections.ts'
import { dropProxy, giveProxy } from './store/papers.ts'
import { onList } from './store/voters.ts'
import { type Env, withoutNumbers } from './write.ts'

type Answer<T> = Promise<Result<T, readonly Refusal[]>>

const taken = async (tx: Tx, env: Env, id: string): Answer<ElectionRow> => {
  const row = await lockElection(tx, id)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  if (!may(policy, 'proxy', env.actor, subjectOf(row.state)))
    return refuse([{ tag: 'not-yours', values: { action: 'proxy' } }])
  const { step, proxiesOn, mode, body } = row.state
  if (step !== 'standing')
    return refuse([{ tag: 'wrong-step', values: { action: 'proxy', now: step }, basis: basis.of(body, basis.PROXY) }])
  if (mode === 'representatives') return refuse([{ tag: 'no-proxies', basis: basis.NO_PROXY }])
  return proxiesOn === null
    ? ok(row)
    : refuse([{ tag: 'proxies-closed', values: { on: proxiesOn }, basis: basis.of(body, basis.PROXY_LIST) }])
}

type Asked = { readonly principal: number; readonly agent: number; readonly record: string }

const STILL_STANDS: ReadonlySet<string> = new Set(['nominated', 'standing', 'barred', 'appealed'])

/** Why one voter cannot hand in the ballot of another. */
const unfit = async (tx: Tx, { id, state }: ElectionRow, { principal, agent }: Asked): Promise<readonly Refusal[]> => {
  const rule = basis.of(state.body, basis.PROXY)
  const listed = await onList(tx, id, [principal, agent])
  const stands = state.candidates.some(each => each.voter === agent && STILL_STANDS.has(each.state))
  return [
    ...(listed.has(principal) ? [] : [{ tag: 'voter-unknown', basis: basis.ON_LIST, pointer: '/body/principal' }]),
    ...(listed.get(principal) === false
      ? [{ tag: 'proxy-not-casting', values: { voter: principal }, basis: rule, pointer: '/body/principal' }]
      : []),
    ...(listed.has(agent) ? [] : [{ tag: 'voter-unknown', basis: basis.ON_LIST, pointer: '/body/agent' }]),
    ...(principal === agent ? [{ tag: 'proxy-self', basis: rule, pointer: '/body/agent' }] : []),
    ...(stands ? [{ tag: 'proxy-candidate', basis: rule, pointer: '/body/agent' }] : []),
  ]
}

/**
 * Registers a written proxy for the round to come: nobody holds more than may be, and no candidate holds any. What the
 * agent writes for whom is written on paper alone.
 */
export const enterProxy = async (tx: Tx, env: Env, id: string, asked: Asked): Answer<{ readonly given: true }> => {
  const row = await taken(tx, env, id)
  if (!row.ok) return row
  const { state } = row.value
  const why = [...(await unfit(tx, row.value, asked)), ...withoutNumbers('public', { record: asked.record })]
  if (why.length > 0) return refuse(why)
  const params = await paramsOn(tx, state.pollingOn, state.body)
  const given = await giveProxy(tx, { election: id, round: roundOf(row.value), ...asked }, params.proxiesMax)
  if (given === 'given') return ok({ given: true })
  return refuse([
    given === 'has-one'
      ? {
          tag: 'proxy-given',
          values: { voter: asked.principal },
          basis: params.basis.proxiesMax,
          pointer: '/body/principal',
        }
      : {
          tag: 'proxies-full',
          values: { most: params.proxiesMax },
          basis: params.basis.proxiesMax,
          pointer: '/body/agent',
        },
  ])
}

/** Takes back a proxy that was entered wrongly or withdrawn, while the list of them is not published. */
export const takeBackProxy = async (
  tx: Tx,
  env: Env,
  id: string,
  principal: number,
): Answer<{ readonly dropped: true }> => {
  const row = await taken(tx, env, id)
  if (!row.ok) return row
  return (await dropProxy(tx, id, roundOf(row.value), principal))
    ? ok({ dropped: true })
    : refuse([{ tag: 'no-such-proxy', values: { voter: principal }, pointer: '/body/principal' }])
}
