import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toldOf } from './claims.ts'
import { parseServices } from './settings.ts'

const one = { id: 'yue', city: '442000', name: '粤省事', issuer: 'https://idp.example.gov.cn', clientId: 'linli' }

test('settings of identity services: what is left out has a safe default, what is wrong is named', () => {
  const read = parseServices(JSON.stringify([one]))
  assert.ok(read.ok)
  const [service] = read.value
  assert.deepEqual(
    [service?.realms, service?.alg, service?.phonesVerified, service?.organisationParameters],
    [['resident'], 'RS256', false, null],
  )
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ alg: 'HS256' }, /0\.alg/],
    [{ alg: 'none' }, /0\.alg/],
    [{ issuer: 'file:///etc/passwd' }, /0\.issuer/],
    [{ scope: 'profile' }, /0\.scope/],
    [{ staffFactors: [] }, /0\.staffFactors/],
    [{ secret: 'in the open' }, /secret/],
    [{ id: '../keys' }, /0\.id/],
  ]
  for (const [over, words] of wrong) {
    const refused = parseServices(JSON.stringify([{ ...one, ...over }]))
    assert.equal(refused.ok, false)
    assert.match(refused.ok ? '' : refused.error.join('\n'), words)
  }
  assert.equal(parseServices(JSON.stringify([one, one])).ok, false, 'an id twice')
  assert.equal(parseServices('{').ok, false)
})

test('claims: nothing is taken that the service does not vouch for', () => {
  const read = parseServices(JSON.stringify([{ ...one, levels: { face: 'L3' } }]))
  assert.ok(read.ok && read.value[0] !== undefined)
  const [settings] = read.value
  const told = (claims: object) => toldOf(settings, { sub: 'a', ...claims })
  assert.equal(told({ phone_number: '13812345678' }).phone, null)
  assert.equal(told({ phone_number: '13812345678', phone_number_verified: 'true' }).phone, null, 'a word is no yes')
  assert.equal(told({ phone_number: '+8613812345678', phone_number_verified: true }).phone, '13812345678')
  assert.equal(told({ phone_number: '12345', phone_number_verified: true }).phone, null)
  assert.equal(told({ acr: 'face' }).level, 'L1', 'a level without a name and a number says nothing')
  assert.equal(told({ acr: 'face', name: '张三', id_number: 'x' }).level, 'L3')
  assert.equal(told({ acr: 'toString', name: '张三', id_number: 'x' }).level, 'L1')
  assert.deepEqual(told({ amr: ['pwd', 7, 'mfa'], acr: 'face' }).factors, ['pwd', 'mfa', 'face'])
  assert.equal(told({ name: { first: 'x' } }).name, null)
  assert.equal(told({ uscc: 'x'.repeat(300) }).organisation, null)
})
