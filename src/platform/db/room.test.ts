import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { isRaised, onAlarm, raise, settle, standing } from '../alarms.ts'
import { refusalOf } from '../http/errors.ts'
import { testCity } from '../testing/database.ts'
import { DatabaseError, DatabaseUnavailable, translate } from './errors.ts'
import { hasRoom } from './room.ts'

const said = (code: string): unknown => {
  const error = new pg.DatabaseError('could not extend file', 0, 'error')
  error.code = code
  return translate('test', error)
}

test('R-7 a full disk is told as 507, a transaction that was slept through as 503', () => {
  assert.equal(refusalOf(said('53100')).tag, 'storage-full')
  for (const code of ['25P03', '57P05']) {
    assert.ok(said(code) instanceof DatabaseUnavailable)
    assert.equal(refusalOf(said(code)).tag, 'unavailable')
  }
  assert.ok(said('23505') instanceof DatabaseError)
})

test('R-7 an alarm is told once when it is raised and once when it ends', () => {
  const heard: boolean[] = []
  const deaf = onAlarm((_, raised) => heard.push(raised))
  raise('storage-full')
  raise('storage-full')
  assert.deepEqual([isRaised('storage-full'), standing().map(({ id }) => id)], [true, ['storage-full']])
  settle('storage-full')
  settle('storage-full')
  deaf()
  assert.deepEqual([heard, isRaised('storage-full')], [[true, false], false])
})

test('R-7 whether there is room is tried out, and nothing stays of it', async t => {
  const { publicDb } = await testCity(t)
  for (let tries = 0; tries < 2; tries++) assert.equal(await hasRoom(publicDb), true)
})
