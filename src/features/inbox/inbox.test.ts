import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../app/features.ts'
import { parseInstant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/access/types.ts'
import { ensureParty } from '../../platform/identity/parties.ts'
import { notify } from '../../platform/notify/notify.ts'
import { testCity } from '../../platform/testing/database.ts'
import { testServer } from '../../platform/testing/server.ts'

const NOW = parseInstant('2026-11-22T10:00:00+08:00') ?? (0 as never)
const propsOf = (text: string) =>
  JSON.parse(/<body[^>]*>(.*)<\/body>/s.exec(text)?.[1]?.replaceAll('&lt;', '<') ?? '{}')

test('the inbox', async t => {
  const city = await testCity(t)
  const server = await testServer(t, city, { modules: features })
  const person = (phone: string): Promise<Actor> =>
    city.db.tx(async tx => {
      const party = await ensureParty(tx, server.vault, { phone, name: '演示居民', level: 'L1' }, NOW)
      return { kind: 'resident', party, session: null, name: '演示居民', offices: [], level: 'L1' }
    })
  const [one, other] = [await person('19900000001'), await person('19900000002')]
  const tell = (actor: Actor, n: number) =>
    city.db.tx(tx =>
      notify(tx, {
        party: actor.party ?? '',
        kind: 'work-order:admit',
        values: { number: `442000-20261122-${n}` },
        link: '/my/reports/x',
        dedupe: String(n),
        at: (NOW + n * 1000) as never,
      }),
    )
  for (let n = 1; n <= 32; n++) await tell(one, n)
  await tell(other, 99)
  const [mine, theirs] = [server.as(one), server.as(other)]

  await t.test('shows one’s own, newest first, in words, a page at a time', async () => {
    const first = propsOf((await mine.get('/inbox')).text)
    assert.equal(first.unread, 32)
    assert.equal(first.lines.length, 30)
    assert.match(first.lines[0].body, /442000-20261122-32 /)
    const rest = propsOf((await mine.get(`/inbox?cursor=${encodeURIComponent(first.next)}`)).text)
    assert.deepEqual([rest.lines.length, rest.next], [2, null])
    assert.equal((await mine.get('/inbox?cursor=nonsense')).status, 400)
  })

  await t.test('marks one, then all; another person’s stay as they are', async () => {
    const [line] = propsOf((await theirs.get('/inbox')).text).lines
    await mine.submit('/inbox/read', { id: line.id })
    assert.equal(propsOf((await theirs.get('/inbox')).text).unread, 1)
    const [own] = propsOf((await mine.get('/inbox')).text).lines
    assert.equal((await mine.submit('/inbox/read', { id: own.id })).status, 303)
    assert.equal(propsOf((await mine.get('/inbox')).text).unread, 31)
    await mine.submit('/inbox/read', {})
    assert.equal(propsOf((await mine.get('/inbox')).text).unread, 0)
  })

  await t.test('a stranger is taken to the sign-in', async () => {
    assert.match(String((await server.get('/inbox')).headers.location), /^\/sign-in\?next=%2Finbox/)
  })
})
