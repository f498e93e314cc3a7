import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64 } from '../../kernel/journal/bytes.ts'
import { parseCheckpoint } from '../../kernel/journal/checkpoint.ts'
import { openNote, parseKey } from '../../kernel/journal/note.ts'
import { verifyConsistency, verifyInclusion } from '../../kernel/journal/proof.ts'
import { parseEntriesBundle } from '../../kernel/journal/tile.ts'
import { append } from '../../platform/journal/append.ts'
import { sequence } from '../../platform/journal/sequence.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { verifySignature } from '../../platform/journal/signer.ts'
import { verifyLines } from '../../platform/journal/verifier.ts'
import { testCity } from '../../platform/testing/database.ts'
import { TEST_SIGNER, testServer } from '../../platform/testing/server.ts'
import { transparency } from './index.ts'

const actor = { kind: 'system', party: null, session: null, name: '', offices: [], level: 'L0' } as const

test('the journal over HTTP', async t => {
  const city = await testCity(t)
  const server = await testServer(t, city, { modules: [transparency] })
  const leaves: string[] = []
  const write = async (count: number): Promise<void> => {
    await city.db.tx(async tx => {
      for (let at = 0; at < count; at++) {
        const seq = leaves.length + 1
        const { leaf } = await append(tx, {
          stream: 'trial/a',
          seq,
          verb: 'note',
          at: server.now,
          actor,
          data: { seq },
        })
        leaves.push(leaf)
      }
    })
  }
  const number = () => sequence(city.db, server.now, TEST_SIGNER)
  const hashes = (texts: readonly string[]) => texts.map(text => fromBase64(text) ?? assert.fail())
  const checkpoint = async () => {
    const { text } = await server.get('/journal/checkpoint')
    const key = parseKey(sha256, (await server.get('/journal/key')).text) ?? assert.fail()
    return parseCheckpoint(openNote(sha256, text, key, verifySignature) ?? assert.fail('not signed')) ?? assert.fail()
  }

  await t.test('before the first signing everything says so', async () => {
    for (const path of [
      'checkpoint',
      'tile/0/000',
      'proof/inclusion?index=0',
      'proof/consistency?from=0&to=0',
      'export',
    ]) {
      const answer = await server.get(`/journal/${path}`)
      assert.equal(answer.status, 404, path)
      assert.match(answer.text, /日志还没有签名的状态/)
    }
  })

  await write(300)
  await number()
  const early = await checkpoint()
  const earlyNote = (await server.get('/journal/checkpoint')).text
  await write(10)
  await number()
  const head = await checkpoint()

  await t.test('a receipt proves its entry to the signed state', async () => {
    assert.deepEqual([early.size, head.size], [300, 310])
    for (const index of [0, 255, 256, 309]) {
      const proof = (await server.get(`/journal/proof/inclusion?leaf=${leaves[index]}`)).json()
      assert.equal(proof.index, index)
      const leaf = Buffer.from(proof.leaf, 'hex')
      assert.ok(verifyInclusion(sha256, { leaf, index, size: 310, root: head.root, proof: hashes(proof.proof) }))
    }
    const old = (await server.get('/journal/proof/inclusion?index=7&size=300')).json()
    assert.ok(
      verifyInclusion(sha256, {
        leaf: Buffer.from(old.leaf, 'hex'),
        index: 7,
        size: 300,
        root: early.root,
        proof: hashes(old.proof),
      }),
    )
  })

  await t.test('the later state continues the earlier', async () => {
    const { proof } = (await server.get('/journal/proof/consistency?from=300&to=310')).json()
    assert.ok(
      verifyConsistency(sha256, { from: 300, fromRoot: early.root, to: 310, toRoot: head.root, proof: hashes(proof) }),
    )
  })

  await t.test('tiles are served at their width only, and may be kept for ever', async () => {
    const full = await server.get('/journal/tile/0/000')
    assert.equal(full.status, 200)
    assert.match(String(full.headers['cache-control']), /immutable/)
    assert.equal((await server.app.inject('/journal/tile/0/001.p/54')).rawPayload.length, 54 * 32)
    assert.equal((await server.app.inject('/journal/tile/1/000.p/1')).rawPayload.length, 32)
    const entries = (await server.app.inject('/journal/tile/entries/001.p/54')).rawPayload
    assert.equal(parseEntriesBundle(entries)?.length, 54)
    for (const path of ['0/001', '0/001.p/55', '0/002.p/1', '1/000', '9/000', 'entries/001', '0/../0', 'x']) {
      assert.equal((await server.get(`/journal/tile/${path}`)).status, 404, path)
    }
  })

  await t.test('every export is verified offline', async () => {
    const key = (await server.get('/journal/key')).text
    for (const [query, count] of [
      ['', 310],
      ['?stream=trial/a', 310],
      ['?from=5&to=20', 15],
    ] as const) {
      const since = `${query === '' ? '?' : '&'}since=300`
      const { text, headers } = await server.get(`/journal/export${query}${since}`)
      assert.match(String(headers['content-disposition']), /attachment/)
      const report = verifyLines(text.trimEnd().split('\n'), key, earlyNote)
      assert.deepEqual([report.verified, report.entries], [true, count])
    }
  })

  await t.test('what makes no sense is refused in words', async () => {
    const refused: readonly (readonly [string, number, RegExp])[] = [
      ['proof/inclusion', 422, /没说清要证明哪一条/],
      ['proof/inclusion?index=310', 422, /签名到 310 条/],
      [`proof/inclusion?leaf=${'0'.repeat(64)}`, 404, /没有这个回执码/],
      ['proof/inclusion?leaf=xyz', 400, /leaf/],
      ['proof/consistency?from=20&to=10', 422, /超出日志的范围/],
      ['proof/consistency?from=0&to=311', 422, /签名到 310 条/],
      ['export?stream=trial/b', 404, /没有这件事/],
      ['export?stream=trial/a&from=1', 422, /没说清要导出什么/],
      ['export?from=9&to=400', 422, /签名到 310 条/],
      ['export?since=311', 422, /签名到 310 条/],
    ]
    for (const [path, status, words] of refused) {
      const answer = await server.get(`/journal/${path}`)
      assert.equal(answer.status, status, path)
      assert.match(answer.text, words)
    }
  })

  await t.test('an entry without a place yet is not lost', async () => {
    await write(1)
    const answer = await server.get(`/journal/proof/inclusion?leaf=${leaves[310]}`)
    assert.equal(answer.status, 409)
    assert.match(answer.text, /正在编号/)
    const page = await server.get(`/journal?leaf=${leaves[310]}`, { accept: 'text/html' })
    assert.equal(page.status, 200)
  })

  await t.test('the page finds a receipt however it was typed, and says when there is none', async () => {
    const spaced = encodeURIComponent(` ${(leaves[4] ?? '').toUpperCase().replace(/(.{8})/g, '$1 ')}`)
    const page = await server.get(`/journal?leaf=${spaced}`, { accept: 'text/html' })
    assert.equal(page.status, 200)
    assert.match(page.text, new RegExp(leaves[4] ?? ''))
    for (const asked of ['0'.repeat(64), 'nonsense']) {
      assert.equal((await server.get(`/journal?leaf=${asked}`, { accept: 'text/html' })).status, 404, asked)
    }
    // A zero byte is no text of anybody: it is refused at the door, before it is looked for.
    assert.equal((await server.get('/journal?leaf=%00', { accept: 'text/html' })).status, 400)
  })

  await t.test('the verifier is served as it is', async () => {
    const { text } = await server.get('/journal/verifier.ts')
    assert.match(text, /^\/\*\*\n \* Checks a journal bundle offline/)
  })
})
