import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Exit } from './exit.ts'
import { settingsOf } from './settings.ts'

test('defaults, environment, command line: the later wins', () => {
  assert.deepEqual([settingsOf({}, {}).host, settingsOf({}, {}).port], ['127.0.0.1', 8080])
  assert.equal(settingsOf({}, { PORT: '4000' }).port, 4000)
  assert.equal(settingsOf({ port: '4001' }, { PORT: '4000' }).port, 4001)
  assert.equal(settingsOf({}, { PORT: ' ' }).port, 8080)
  assert.equal(settingsOf({ data: '/a' }, { LINLI_DATA: '/b' }).keys, '/a/keys')
  assert.equal(settingsOf({}, { DATABASE_URL: 'postgres://x/y' }).databaseUrl, 'postgres://x/y')
})

test('a city is known by four digits or six', () => {
  assert.equal(settingsOf({ city: '4401' }, {}).city, '440100')
  assert.equal(settingsOf({}, { LINLI_CITY: '442000' }).city, '442000')
  assert.equal(settingsOf({}, {}).city, undefined)
})

test('nonsense is refused with what was given', () => {
  for (const port of ['-1', '65536', '80.5', 'http', '']) assert.throws(() => settingsOf({ port }, {}), Exit)
  for (const city of ['中山', '44-1', '4420000']) assert.throws(() => settingsOf({ city }, {}), Exit)
})
