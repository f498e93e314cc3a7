import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromHex, hex } from './bytes.ts'
import { edgeOf, headInTile, startLog, type Tile } from './grow.ts'
import { leafHash, type Sha256 } from './hash.ts'
import { verifyConsistency, verifyInclusion } from './proof.ts'
import { placeOf, tileWidth } from './tile.ts'
import { consistencyPath, headOf, inclusionPath, type Node, type Range, rootOf } from './tree.ts'

const sha256: Sha256 = bytes => createHash('sha256').update(bytes).digest()
const bytes = (text: string): Uint8Array => fromHex(text) ?? assert.fail(`not hexadecimal: ${text}`)

/** The eight leaves and heads of the reference implementation of RFC 6962. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const HEADS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const reference = LEAVES.map(text => leafHash(sha256, bytes(text)))
const rangeHead =
  (leaves: readonly Uint8Array[]) =>
  ({ lo, hi }: Range): Uint8Array =>
    rootOf(sha256, leaves.slice(lo, hi))

test('the heads of the reference leaves are those of the reference', () => {
  for (const [size, head] of HEADS.entries()) assert.equal(hex(rootOf(sha256, reference.slice(0, size))), head)
})

test('the proofs of the reference leaves are those of the reference', () => {
  const head = rangeHead(reference)
  const inclusion = (index: number, size: number) => inclusionPath(index, size).map(range => hex(head(range)))
  const consistency = (from: number, to: number) => consistencyPath(from, to).map(range => hex(head(range)))
  assert.deepEqual(inclusion(0, 1), [])
  assert.deepEqual(inclusion(0, 8), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  assert.deepEqual(inclusion(2, 3), ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'])
  assert.deepEqual(consistency(1, 1), [])
  assert.deepEqual(consistency(6, 8), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  assert.deepEqual(consistency(2, 5), [
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ])
})

const many = Array.from({ length: 700 }, (_, at) => leafHash(sha256, Uint8Array.of(at >> 8, at & 255)))
const head = rangeHead(many)
const flip = (hash: Uint8Array, bit: number): Uint8Array =>
  hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
const twoSizes = fc.tuple(fc.nat(700), fc.nat(700)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))

test('every leaf proves its place, and a flipped bit, another place or another size does not', () => {
  const leafOfTree = fc
    .integer({ min: 1, max: 700 })
    .chain(size => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }))
  fc.assert(
    fc.property(leafOfTree, fc.nat(10_000), fc.nat(255), ({ size, index }, pick, bit) => {
      const leaf = many[index] as Uint8Array
      const good = { leaf, index, size, root: head({ lo: 0, hi: size }), proof: inclusionPath(index, size).map(head) }
      assert.ok(verifyInclusion(sha256, good))
      assert.ok(!verifyInclusion(sha256, { ...good, leaf: flip(leaf, bit) }))
      assert.ok(!verifyInclusion(sha256, { ...good, root: flip(good.root, bit) }))
      assert.ok(!verifyInclusion(sha256, { ...good, proof: [...good.proof, leaf] }))
      assert.ok(!verifyInclusion(sha256, { ...good, index: size }))
      if (good.proof.length === 0) return
      const at = pick % good.proof.length
      assert.ok(
        !verifyInclusion(sha256, { ...good, proof: good.proof.with(at, flip(good.proof[at] as Uint8Array, bit)) }),
      )
      assert.ok(!verifyInclusion(sha256, { ...good, proof: good.proof.slice(1) }))
      assert.ok(!verifyInclusion(sha256, { ...good, index: index === 0 ? 1 : index - 1 }))
    }),
  )
})

test('every earlier size proves to be a beginning, and a flipped bit does not', () => {
  fc.assert(
    fc.property(twoSizes, fc.nat(10_000), fc.nat(255), ({ from, to }, pick, bit) => {
      const proof = consistencyPath(from, to).map(head)
      const good = { from, fromRoot: head({ lo: 0, hi: from }), to, toRoot: head({ lo: 0, hi: to }), proof }
      assert.ok(verifyConsistency(sha256, good))
      assert.ok(!verifyConsistency(sha256, { ...good, fromRoot: flip(good.fromRoot, bit) }))
      if (from > 0) assert.ok(!verifyConsistency(sha256, { ...good, toRoot: flip(good.toRoot, bit) }))
      if (proof.length === 0) return
      const at = pick % proof.length
      assert.ok(!verifyConsistency(sha256, { ...good, proof: proof.with(at, flip(proof[at] as Uint8Array, bit)) }))
      assert.ok(!verifyConsistency(sha256, { ...good, proof: proof.slice(0, -1) }))
    }),
  )
})

test('a log grown in any batches has the head and the proofs of the definition', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 }),
      fc.nat(699),
      (batches, pick) => {
        const stored = new Map<string, Tile>()
        let size = 0
        for (const batch of batches) {
          const log = startLog(
            sha256,
            size,
            edgeOf(size).flatMap(({ level, n }) => stored.get(`${level}/${n}`) ?? []),
          )
          for (const leaf of many.slice(size, size + batch)) log.add(leaf)
          const grown = log.take()
          for (const tile of grown.tiles) stored.set(`${tile.level}/${tile.n}`, tile)
          size = grown.size
          assert.equal(hex(grown.root), hex(head({ lo: 0, hi: size })))
        }
        for (const tile of stored.values()) assert.equal(tile.data.length, tileWidth(tile, size) * 32)
        const nodeOf = (node: Node): Uint8Array => {
          const { tile, from, count } = placeOf(node)
          return headInTile(sha256, stored.get(`${tile.level}/${tile.n}`)?.data ?? assert.fail('no tile'), from, count)
        }
        for (const range of inclusionPath(pick % size, size))
          assert.equal(hex(headOf(sha256, range, nodeOf)), hex(head(range)))
      },
    ),
    { numRuns: 30 },
  )
})
