import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decide } from './decide.ts'
import { evolve, replay } from './evolve.ts'
import { ROUTES } from './matters.ts'
import type { Fact, UseState } from './state.ts'
import { application, asked, COMMANDS, type Name, SEEN } from './testing.ts'

const name = fc.constantFrom(...(Object.keys(COMMANDS) as Name[]))
const who = fc.constantFrom('a', 'b', 'l')
const tries = fc.array(fc.tuple(name, who, fc.integer({ min: 0, max: 9 })), { minLength: 60, maxLength: 60 })

test('whatever is tried in whatever order, money goes only on a passed motion or a confirmed emergency, held and approved by two', () => {
  let paid = 0
  fc.assert(
    fc.property(fc.constantFrom(...ROUTES), fc.boolean(), tries, (route, emergency, tried) => {
      const facts: Fact[] = []
      let state: UseState | undefined
      const first = application(route, emergency ? { emergency: 'elevator' } : {})
      const begin = asked(first, '2026-03-02', 'a')
      const opened = decide(undefined, begin, 1)
      assert.ok(opened.ok)
      facts.push(opened.value)
      state = evolve(undefined, opened.value)
      for (const [action, person, chance] of tried) {
        // Most tries take what is next in the ordinary course, so that many come far.
        const command = COMMANDS[chance < 8 ? nextOf(state, action) : action]
        const on = {
          ...command,
          ...('on' in command ? { on: '2026-03-02' as never } : {}),
          ...('until' in command ? { until: '2026-06-01' as never } : {}),
        }
        const acceptor = command.action === 'accept' && route === 'assembly' ? { acceptor: 'owners-committee' } : {}
        const ask = {
          ...asked({ ...on, ...acceptor } as never, '2026-03-03', person),
          seen: { ...SEEN, shortUnits: 1 },
        }
        const done = decide(state, ask, facts.length + 1)
        if (!done.ok) continue
        facts.push(done.value)
        state = evolve(state, done.value)
      }
      assert.deepEqual(replay(facts), state)
      const at = (what: Fact['action']): number => facts.findLastIndex(fact => fact.action === what)
      const pay = at('pay')
      if (pay < 0) return
      paid += 1
      const before = facts.slice(0, pay)
      const did = new Set(before.map(({ action }) => action))
      assert.ok(did.has('pass') || (did.has('confirm') && emergency))
      for (const needed of ['hold', 'begin', 'complete', 'accept', 'finalise', 'request', 'proposePay'] as const)
        assert.ok(did.has(needed), needed)
      assert.ok(did.has('audit') || did.has('waiveAudit'))
      assert.ok(route === 'authority' ? did.has('review') : did.has('consent') && did.has('file'))
      const proposed = before.findLast(({ action }) => action === 'proposePay')
      assert.notEqual(proposed?.by.party, facts[pay]?.by.party)
    }),
    { numRuns: 2_000 },
  )
  assert.ok(paid > 100, `only ${paid} came to a payment`)
})

const NEXT: Partial<Record<UseState['step'], Name>> = {
  held: 'begin',
  working: 'complete',
  completed: 'accept',
  accepted: 'finalise',
  finalised: 'audit',
  audited: 'request',
  consented: 'file',
}

/** What ordinarily comes next, or something else where nothing does. */
const nextOf = (state: UseState, other: Name): Name => {
  if (state.step === 'applied') return state.emergency === null ? 'pass' : 'confirm'
  if (state.step === 'approved') return state.holdProposal === null ? 'proposeHold' : 'hold'
  if (state.step === 'requested') return state.route === 'authority' ? 'review' : 'consent'
  if (state.step === 'cleared') return state.payProposal === null ? 'proposePay' : 'pay'
  return NEXT[state.step] ?? other
}
