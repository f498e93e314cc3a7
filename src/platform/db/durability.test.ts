import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCity } from '../testing/database.ts'
import { openDatabase } from './database.ts'
import { durabilityWarnings } from './durability.ts'

test('a server that a power cut can harm is told so, setting by setting', async t => {
  const { url } = await testCity(t)
  const asked = async (options: string): Promise<string> => {
    const database = openDatabase(`${url}?options=${encodeURIComponent(options)}`)
    const warnings = await durabilityWarnings(database.publicDb)
    await database.close()
    return warnings.join('\n')
  }
  assert.match(await asked('-c synchronous_commit=off'), /关闭了 synchronous_commit/)
  assert.doesNotMatch(await asked('-c synchronous_commit=on'), /synchronous_commit/)
})
