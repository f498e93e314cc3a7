import { CHOICES, type Choice } from '../../../kernel/ballot/cast.ts'
import { H_DOMAIN } from '../../../kernel/ballot/sealed/group.ts'
import { sealBallot } from '../../../kernel/ballot/sealed/seal.ts'
import { base64, hex, utf8 } from '../../../kernel/journal/bytes.ts'
import type { Json } from '../../../kernel/journal/canonical.ts'
import { checkpointText } from '../../../kernel/journal/checkpoint.ts'
import { entryText } from '../../../kernel/journal/entry.ts'
import { leafHash, nodeHash } from '../../../kernel/journal/hash.ts'
import { keyText, signNote } from '../../../kernel/journal/note.ts'
import { headOf, inclusionPath, type Node } from '../../../kernel/journal/tree.ts'
import { d } from '../../../kernel/time.ts'
import { sha256 } from '../../../platform/journal/sha256.ts'
import { signerOf } from '../../../platform/journal/signer.ts'
import { countVote } from '../rules/bundle/count.ts'
import { ballotFacts, byGroup, contextOf, countFacts, headerFacts, registerHash } from '../rules/bundle/hashes.ts'
import type { GroupBallot, GroupOpening, RegisterRow, VoteBundle, VoteHeader } from '../rules/bundle/types.ts'

/** A vote for tests and measurements, with a journal of its own: everything a city would publish, without a database. */

/** Chance that can be repeated: a hash of a counter. */
export const chanceOf = (seed: string): ((bytes: number) => Uint8Array) => {
  let drawn = 0
  return bytes => {
    const out = new Uint8Array(bytes)
    for (let at = 0; at < bytes; at += 32) out.set(sha256(utf8(`${seed}/${drawn++}`)).subarray(0, bytes - at), at)
    return out
  }
}

type Entry = { readonly at: string; readonly data: { readonly [key: string]: Json } }

/** The journal's bundle of a stream, among entries of others. */
export const journalOf = (city: string, stream: string, entries: readonly Entry[], secret = 7): readonly string[] => {
  const signer = signerOf(new Uint8Array(32).fill(secret))
  const key = { name: `linli/${city}`, publicKey: signer.publicKey }
  const actor = { kind: 'system' as const }
  const own = entries.map(({ at, data }, n) =>
    entryText({ v: 1, city, stream, seq: n + 1, verb: 'note', at, actor, data, personal: {} }),
  )
  const bodies = own.flatMap(body => ['{"other":true}', body])
  const leaves = bodies.map(body => leafHash(sha256, utf8(body)))
  const nodes = new Map<string, Uint8Array>()
  const hashOf = ({ height, index }: Node): Uint8Array => {
    const known = nodes.get(`${height}/${index}`)
    if (known !== undefined) return known
    const below = { height: height - 1, index: index * 2 }
    const made =
      height === 0
        ? (leaves[index] as Uint8Array)
        : nodeHash(sha256, hashOf(below), hashOf({ ...below, index: below.index + 1 }))
    nodes.set(`${height}/${index}`, made)
    return made
  }
  const size = leaves.length
  const root = headOf(sha256, { lo: 0, hi: size }, hashOf)
  const checkpoint = signNote(sha256, checkpointText({ origin: key.name, size, root }), key, signer.sign)
  const claim = `${key.name}/export\n${size}\nstream ${stream} ${own.length}\n`
  return [
    {
      format: 'linli-journal-bundle/1',
      kind: 'stream',
      checkpoint,
      publicKey: keyText(sha256, key),
      statement: signNote(sha256, claim, key, signer.sign),
    },
    ...own.map((body, n) => ({
      idx: n * 2 + 1,
      body,
      proof: inclusionPath(n * 2 + 1, size).map(range => base64(headOf(sha256, range, hashOf))),
    })),
    { end: own.length },
  ].map(line => JSON.stringify(line))
}

export type SampleOptions = {
  readonly groups: number
  readonly motions: number
  readonly seed?: string
  /** What a group says to a motion; undefined where it does not vote on it. */
  readonly says?: (group: number, motion: number) => Choice | undefined
  readonly areaOf?: (group: number) => number
  readonly vote?: string
  readonly city?: string
  readonly item?: VoteHeader['motions'][number]['item']
}

export type Sample = VoteBundle & { readonly openings: readonly GroupOpening[] }

const ITEMS = [5, 6, 2, 9, 8, 1, 3, 4, 7, 5] as const

/** The journal of a bundle as the platform would have written it. */
export const journalFor = ({ header, ballots, count }: Omit<VoteBundle, 'journal'>, secret?: number) =>
  journalOf(
    header.city,
    `owners-vote/${header.vote}`,
    [
      { at: '2026-03-01T09:00:00+08:00', data: headerFacts(sha256, header) },
      ...ballots.map(ballot => ({
        at: `${ballot.day}T10:00:00+08:00`,
        data: { group: ballot.group, ...ballotFacts(sha256, ballot) },
      })),
      { at: '2026-03-21T09:00:00+08:00', data: countFacts(sha256, count) },
    ],
    secret,
  )

export const sampleVote = ({
  groups,
  motions,
  seed = 'sample',
  says = (group, motion) => CHOICES[(group + motion) % 4 === 3 ? 1 : 0],
  areaOf = group => 8_000 + group,
  vote = 'v1',
  city = '442000',
  item,
}: SampleOptions): Sample => {
  const chance = chanceOf(seed)
  const names = Array.from({ length: groups }, (_, at) => ({
    at,
    row: { group: hex(sha256(utf8(`${seed}/${at}`))), areaDm2: areaOf(at) },
  }))
  const register: readonly RegisterRow[] = byGroup(names.map(({ row }) => row))
  const header: VoteHeader = {
    city,
    vote,
    title: '使用维修资金更换电梯',
    rule: 'cc278',
    date: d('2026-02-01'),
    scope: '全体业主',
    opens: '2026-03-01T10:00:00+08:00',
    closes: '2026-03-20T18:00:00+08:00',
    register: registerHash(sha256, register),
    hDomain: H_DOMAIN,
    motions: Array.from({ length: motions }, (_, at) => ({
      motion: `m${at + 1}`,
      title: `第${at + 1}项`,
      item: item ?? ITEMS[at % ITEMS.length] ?? 9,
    })),
  }
  const cast = names.map(({ at, row: { group } }) => {
    const own = header.motions.flatMap(({ motion }, n) => {
      const choice = says(at, n)
      return choice === undefined ? [] : [{ motion, ...sealBallot(contextOf(header, group, motion), choice, chance) }]
    })
    return { group, day: d(`2026-03-${String(2 + (at % 15)).padStart(2, '0')}`), own }
  })
  const voted = cast.filter(({ own }) => own.length > 0)
  const ballots: readonly GroupBallot[] = voted.map(({ group, day, own }) => ({
    group,
    day,
    sealed: Object.fromEntries(own.map(({ motion, sealed }) => [motion, sealed])),
  }))
  const openings: readonly GroupOpening[] = voted.map(({ group, own }) => ({
    group,
    openings: Object.fromEntries(own.map(({ motion, opening }) => [motion, opening])),
  }))
  const count = countVote(header, register, openings, { 'already-cast': 2 })
  const bundle = { header, register, ballots, count }
  return { ...bundle, openings, journal: journalFor(bundle) }
}
