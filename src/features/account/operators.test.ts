import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { d, instant } from '../../kernel/time.ts'
import { freshVault } from '../../platform/crypto/vault.ts'
import { sql } from '../../platform/db/types.ts'
import { officesOf } from '../../platform/identity/offices.ts'
import { addOrganisation } from '../../platform/identity/organisations.ts'
import { findPartyByUsername } from '../../platform/identity/staff.ts'
import { testCity } from '../../platform/testing/database.ts'
import { pathOfCity } from '../directory/index.ts'
import { createAdministrator } from './index.ts'

const NOW = instant(1_790_000_000_000)
const GOOD = '南头河边的三棵榕树下再见'
const PARTIES = sql('test.parties', 'select count(*)::int as count from city.party')

test('the first administrator', async t => {
  const directory = { id: 'directory', folder: join(import.meta.dirname, '../directory') }
  const { db } = await testCity(t, { features: [directory] })
  const vault = freshVault()
  const make = (username: string, password = GOOD) =>
    createAdministrator(db, vault, { username, password, name: '系统管理员' }, NOW)
  const tagsOf = (made: Awaited<ReturnType<typeof make>>) => (made.ok ? ['ok'] : made.error.map(({ tag }) => tag))

  assert.deepEqual(tagsOf(await make('wang.admin')), ['city-unfounded'])
  const area = pathOfCity(db.city)
  assert.ok(
    (
      await db.tx(tx =>
        addOrganisation(tx, { name: '市政府', kind: 'cityGovernment', area, from: d('2020-01-01') }, NOW),
      )
    ).ok,
  )

  const made = await make('wang.admin')
  assert.ok(made.ok)
  const [office, ...others] = await officesOf(db, made.value.party, NOW)
  assert.deepEqual([office?.role, office?.area, others.length], ['systemAdmin', area, 0])
  assert.equal(await findPartyByUsername(db, 'Wang.Admin'), made.value.party)

  const { count } = await db.one<{ count: number }>(PARTIES)
  assert.deepEqual(tagsOf(await make('wang.admin')), ['username-taken'])
  assert.deepEqual(tagsOf(await make('li.admin', 'admin')), ['password-short', 'password-common'])
  assert.equal((await db.one<{ count: number }>(PARTIES)).count, count, 'a refused administrator leaves nothing behind')
})
