/**
 * Checks a journal bundle offline. Needs Node.js 22.18 or later and nothing else: copy this one file and run
 * `node verifier.ts BUNDLE [--key FILE|KEY] [--since CHECKPOINT] [--json]`.
 * It shares no code with the server that wrote the bundle, on purpose: formats are RFC 6962 (hashes), RFC 9162
 * (proofs), C2SP tlog-checkpoint and signed-note (signed head), docs/concepts/journal.md (bundle).
 * Exit code: 0 verified, 1 not verified, 2 the input could not be read.
 */
import { createPublicKey, hash, verify as verifySignature } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** Where in the log, when a single entry is at fault. */
type Where = { readonly idx?: number; readonly stream?: string | undefined; readonly seq?: number | undefined }
type Entry = Where & { readonly idx: number }
type Fault = readonly [problem: string, said: string]
/** key signature statement since tiles: of the whole; changed removed reordered added sequence: of one entry. */
export type Problem = Where & { readonly problem: string; readonly said: string }
export type Report = {
  readonly verified: boolean
  readonly kind: string
  readonly origin: string
  readonly size: number
  readonly entries: number
  /** `from`: whether the key was given, confirmed by a checkpoint kept before, or only stands in the bundle itself. */
  readonly key: { readonly text: string; readonly fingerprint: string; readonly from: 'given' | 'since' | 'bundle' }
  readonly firstBad: Problem | null
  /** The first fifty, in the order they were met. */
  readonly problems: readonly Problem[]
  /** What this bundle cannot prove. */
  readonly limits: readonly string[]
}
/** The input is not a bundle, a key or a checkpoint at all. */
export class Unreadable extends Error {}

const PROBLEMS_MAX = 50
const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer')
const node = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.of(1), left, right)
const leafOf = (body: string): Buffer => sha256(Buffer.of(0), Buffer.from(body))
const bytes = (text: unknown): Buffer => {
  const read = Buffer.from(typeof text === 'string' ? text : '', 'base64')
  return read.toString('base64') === text ? read : Buffer.alloc(0)
}

// Keys, notes, checkpoints.
type Key = { readonly text: string; readonly name: string; readonly id: string; readonly publicKey: Buffer }
const readKey = (text: string): Key => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  const raw = bytes(encoded)
  if (name === undefined || raw.length !== 33 || raw[0] !== 1)
    throw new Unreadable(`不是日志公钥: ${text.trim().slice(0, 80)}`)
  const right = sha256(Buffer.from(`${name}\n`), raw).toString('hex', 0, 4)
  if (right !== id) throw new Unreadable(`公钥的标识 ${id} 与内容不符,应为 ${right}`)
  return { text: text.trim(), name, id, publicKey: raw.subarray(1) }
}

/** The signed text, or undefined when this key did not sign it. */
const openNote = (note: string, { name, id, publicKey }: Key): string | undefined => {
  const end = note.lastIndexOf('\n\n')
  const text = note.slice(0, end + 1)
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  const signed = note
    .slice(end + 2)
    .split('\n')
    .map(line => /^— (\S+) (\S+)$/.exec(line) ?? [])
  const ours = signed.filter(([, by]) => by === name).map(([, , encoded]) => bytes(encoded))
  const good = ours.filter(raw => raw.length === 68 && raw.toString('hex', 0, 4) === id)
  return good.some(raw => verifySignature(null, Buffer.from(text), key, raw.subarray(4))) ? text : undefined
}
type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Buffer }
const readCheckpoint = (text: string): Checkpoint => {
  const [, origin, size, encoded] = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n/.exec(text) ?? []
  const root = bytes(encoded)
  if (origin === undefined || root.length !== 32) throw new Unreadable('不是日志的签名状态(checkpoint)')
  return { origin, size: Number(size), root }
}

// Proofs (RFC 9162 §2.1.3.2 and §2.1.4.2): both climb from a subtree to the head; `was` follows the older tree.
const half = (value: number): number => Math.floor(value / 2)
const climb = (from: number, lastLeaf: number, start: Buffer, proof: readonly Buffer[]) => {
  let [at, last, was, is] = [from, lastLeaf, start, start]
  for (const sibling of proof) {
    if (last === 0) return undefined
    const right = at % 2 === 1 || at === last
    if (right) was = node(sibling, was)
    is = right ? node(sibling, is) : node(is, sibling)
    while (right && at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 ? { was, is } : undefined
}
const includes = (leaf: Buffer, index: number, head: Checkpoint, proof: readonly Buffer[]): boolean =>
  index < head.size && climb(index, head.size - 1, leaf, proof)?.is.equals(head.root) === true
const continues = (older: Checkpoint, newer: Checkpoint, proof: readonly Buffer[]): boolean => {
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root)
  if (older.size === 0) return proof.length === 0
  let [at, last] = [older.size - 1, newer.size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  const [first, ...rest] = at === 0 ? [older.root, ...proof] : proof
  const heads = first === undefined ? undefined : climb(at, last, first, rest)
  return heads?.was.equals(older.root) === true && heads.is.equals(newer.root)
}

const slot = (tile: Buffer | undefined, at: number): Buffer | undefined => {
  const found = tile?.subarray((at % 256) * 32, (at % 256) * 32 + 32)
  return found?.length === 32 ? found : undefined
}

/** The hash tiles of a full bundle: 256 hashes each, a tile's head is a hash of the tile above. */
class Tiles {
  readonly data = new Map<string, Buffer>()
  leaf(idx: number): Buffer | undefined {
    return slot(this.data.get(`0/${Math.floor(idx / 256)}`), idx)
  }
  /** The head of the first `size` leaves: the full subtrees of each level from the top, folded from the right. */
  head(size: number): Buffer | undefined {
    const peaks: Buffer[] = []
    for (let level = Math.max(0, Math.floor(Math.log2(Math.max(size, 1)) / 8)); level >= 0; level--) {
      const count = Math.floor(size / 256 ** level)
      const data = this.data.get(`${level}/${Math.floor(count / 256)}`) ?? Buffer.alloc(0)
      for (let [at, width] = [0, 128]; width >= 1; width /= 2) {
        if (Math.floor((count % 256) / width) % 2 === 0) continue
        const part = data.subarray(at * 32, (at + width) * 32)
        if (part.length !== width * 32) return undefined
        peaks.push(Tiles.fold(part))
        at += width
      }
    }
    const last = peaks.pop()
    return last === undefined ? sha256() : peaks.reduceRight((right, left) => node(left, right), last)
  }
  static fold(data: Buffer): Buffer {
    if (data.length === 32) return data
    const middle = data.length / 2
    return node(Tiles.fold(data.subarray(0, middle)), Tiles.fold(data.subarray(middle)))
  }
  /** The first tile whose head is not the hash above it, as the leaves under it; undefined when all agree. */
  broken(size: number): { readonly lo: number; readonly hi: number } | undefined {
    for (let level = Math.floor(Math.log2(Math.max(size, 1)) / 8) - 1; level >= 0; level--) {
      const under = 256 ** (level + 1)
      for (let n = 0; n < Math.floor(size / under); n++) {
        const data = this.data.get(`${level}/${n}`)
        const above = slot(this.data.get(`${level + 1}/${Math.floor(n / 256)}`), n)
        if (data?.length !== 8192 || above?.equals(Tiles.fold(data)) !== true)
          return { lo: n * under, hi: (n + 1) * under }
      }
    }
    return undefined
  }
}

/** Which of the places 0 … total−1 were filled, in what order: finds what is missing, late, double or too much. */
class Places {
  next = 0
  readonly missing: { lo: number; hi: number }[] = []
  take(place: number, total: number): 'right' | 'late' | 'added' {
    if (place < 0 || place >= total) return 'added'
    if (place >= this.next) {
      if (place > this.next) this.missing.push({ lo: this.next, hi: place })
      this.next = place + 1
      return 'right'
    }
    const at = this.missing.findIndex(({ lo, hi }) => place >= lo && place < hi)
    const gap = this.missing[at]
    if (gap === undefined) return 'added'
    this.missing.splice(at, 1, { lo: gap.lo, hi: place }, { lo: place + 1, hi: gap.hi })
    return 'late'
  }
}

type Json = { readonly [key: string]: unknown }
type Scope = { readonly kind: string; readonly from: number; readonly total: number; readonly stream?: string }

/** What the bundle says it holds: the third line of the statement its exporter signed. */
const readScope = (claim: string, head: Checkpoint): Scope | undefined => {
  const [, kind, what, to] = /^(full|range|stream) (\S+)(?: (\d{1,15}))?$/.exec(claim) ?? []
  const [a, b] = [Number(what), Number(to)]
  if (kind === undefined || what === undefined) return undefined
  if (kind === 'stream') return Number.isInteger(b) ? { kind, from: 0, total: b, stream: what } : undefined
  if (kind === 'full') return { kind, from: 0, total: head.size }
  return a >= 0 && a <= b && b <= head.size ? { kind, from: a, total: b - a } : undefined
}

const parse = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

/** One pass over a bundle. Problems are gathered; what cannot be read at all throws. */
class Check {
  readonly problems: Problem[] = []
  firstBad: Problem | null = null
  entries = 0
  readonly header: Json
  readonly key: Key
  readonly head: Checkpoint
  readonly scope: Scope
  readonly tiles = new Tiles()
  readonly places = new Places()
  /** Last seq seen of each stream. */
  readonly lengths = new Map<string, number>()
  /** Whether the tiles give the signed head; undefined until the first entry. */
  trusted: boolean | undefined
  signedPlaces: Map<string, number> | undefined

  constructor(header: Json, pinned: string | undefined) {
    if (header.format !== 'linli-journal-bundle/1') throw new Unreadable('不是日志导出包(linli-journal-bundle/1)')
    this.header = header
    const own = readKey(String(header.publicKey))
    this.key = pinned === undefined ? own : readKey(pinned)
    if (this.key.text !== own.text) this.found('key', `公钥是 ${own.text},不是指定的那个: 日志可能被人另行签名`)
    const [note, statement] = [String(header.checkpoint), String(header.statement)]
    this.head = readCheckpoint(note)
    const signed = openNote(note, this.key) !== undefined && this.head.origin === this.key.name
    if (!signed) this.found('signature', '日志状态不是由该公钥签名的')
    const scope = readScope(String(statement.split('\n')[2]), this.head)
    if (scope === undefined) throw new Unreadable('导出范围(statement)读不出来')
    const about = openNote(statement, this.key)?.startsWith(`${this.head.origin}/export\n${this.head.size}\n`)
    if (about !== true || scope.kind !== header.kind) this.found('statement', '导出范围的声明不是由该公钥签名的')
    this.scope = scope
  }

  found(problem: string, said: string, where: Where = {}): void {
    const rank = ({ idx, seq }: Where): number => (this.scope.kind === 'stream' ? seq : idx) ?? Number.POSITIVE_INFINITY
    const what = { problem, ...where, said }
    if (this.problems.length < PROBLEMS_MAX) this.problems.push(what)
    if (problem === 'tiles' || Object.keys(where).length === 0) return
    if (this.firstBad === null || rank(where) < rank(this.firstBad)) this.firstBad = what
  }

  checkTiles(): void {
    const { tiles, head } = this
    const broken = tiles.broken(head.size)
    this.trusted = broken === undefined && tiles.head(head.size)?.equals(head.root) === true
    if (this.trusted) return
    if (broken === undefined) this.found('tiles', '各条哈希合起来不是签名的状态: 条目连同哈希被换过,指不出是哪一条')
    else this.found('tiles', `第 ${broken.lo} 至 ${broken.hi - 1} 条的哈希不属于签名的状态`, { idx: broken.lo })
  }

  /** Where the log really has an entry that stands at a wrong place. */
  signedPlaceOf(leaf: Buffer): number | undefined {
    const known = this.signedPlaces ?? new Map<string, number>()
    for (let at = known.size, own = this.tiles.leaf(at); own !== undefined; own = this.tiles.leaf(++at))
      known.set(own.toString('latin1'), at)
    this.signedPlaces = known
    return known.get(leaf.toString('latin1'))
  }

  line({ tile, data, idx, body, proof, end }: Json, number: number): void {
    if (Array.isArray(tile)) this.tiles.data.set(tile.join('/'), bytes(data))
    if (end !== undefined || Array.isArray(tile)) return
    if (!Number.isSafeInteger(idx) || typeof body !== 'string') throw new Unreadable(`第 ${number} 行不是条目`)
    if (this.scope.kind === 'full' && this.trusted === undefined) this.checkTiles()
    this.entries += 1
    const [told, proofs] = [parse(body), Array.isArray(proof) ? proof.map(bytes) : []]
    const stream = typeof told?.stream === 'string' ? told.stream : undefined
    const seq = typeof told?.seq === 'number' ? told.seq : undefined
    const where = { idx: Number(idx), stream, seq }
    const [problem, said] = this.faultOf(where, leafOf(body), proofs)
    if (problem !== '') this.found(problem, `第 ${idx} 条${said}`, where)
  }

  faultOf({ idx, stream, seq }: Entry, leaf: Buffer, proof: readonly Buffer[]): Fault {
    const { scope, head, places } = this
    const full = scope.kind === 'full'
    const genuine = full ? this.tiles.leaf(idx)?.equals(leaf) === true : includes(leaf, idx, head, proof)
    const place = scope.kind !== 'stream' ? idx - scope.from : stream === scope.stream ? (seq ?? 0) - 1 : -1
    const taken = places.take(place, scope.total)
    if (taken === 'late') return ['reordered', '不在它的位置上: 顺序被调换']
    if (taken === 'added' && (genuine || stream !== undefined)) return ['added', '不在签名的范围内或重复: 是添加的']
    const home = full && !genuine ? this.signedPlaceOf(leaf) : undefined
    if (home !== undefined) return ['reordered', `签名时是第 ${home} 条: 被移动,或它前面有条目被删`]
    if (!genuine) return ['changed', '的内容不是签名时的内容']
    if (stream === undefined || seq === undefined) return ['sequence', '缺少所属事项或序号']
    const before = this.lengths.get(stream) ?? (scope.kind === 'range' ? seq - 1 : 0)
    this.lengths.set(stream, seq)
    // After a gap or a swap everything that follows would be out of step; the gap itself is what is told.
    const told = places.missing.length > 0 || this.firstBad !== null
    return told || seq === before + 1 ? ['', ''] : ['sequence', `: 事项 ${stream} 的序号 ${seq} 接不上 ${before}`]
  }

  /** What is still missing, and whether the history seen before still stands. */
  end(since: string | undefined): void {
    const { scope, places } = this
    if (scope.kind === 'full' && this.trusted === undefined) this.checkTiles()
    const end = places.next < scope.total ? [{ lo: places.next, hi: scope.total }] : []
    for (const { lo, hi } of [...places.missing, ...end].filter(gap => gap.lo < gap.hi)) {
      const [idx, seq, many] = [scope.from + lo, lo + 1, hi - lo > 1 ? `起 ${hi - lo} 条` : '']
      if (scope.stream === undefined) this.found('removed', `第 ${idx} 条${many}被删去`, { idx })
      else this.found('removed', `事项 ${scope.stream} 的序号 ${seq}${many}被删去`, { stream: scope.stream, seq })
    }
    const said = since === undefined ? undefined : this.broken(since)
    if (said !== undefined) this.found('since', said)
  }

  broken(since: string): string | undefined {
    const { head, tiles, scope, header } = this
    const known = readCheckpoint(since)
    const given = Array.isArray(header.consistency) ? header.consistency.map(bytes) : undefined
    const proof = known.size === head.size ? [] : header.since === known.size ? given : undefined
    if (openNote(since, this.key) === undefined || known.origin !== head.origin)
      return '您保存的状态不是由导出包的公钥签名的: 日志可能被人另行签名'
    if (known.size > head.size) return `导出包只有 ${head.size} 条,比您保存的状态(${known.size} 条)旧,请重新导出`
    const same = scope.kind === 'full' ? this.trusted && tiles.head(known.size)?.equals(known.root) === true : undefined
    if (same === undefined && proof === undefined)
      return `没有从 ${known.size} 条起的证明,请加 since=${known.size} 重新导出`
    return (same ?? continues(known, head, proof ?? [])) ? undefined : `前 ${known.size} 条不是您当时看到的: 历史被改写`
  }

  report(pinned: boolean, compared: boolean): Report {
    const { entries, problems } = this
    const [{ kind, total }, { origin, size }] = [this.scope, this.head]
    const firstBad = this.firstBad ?? problems.find(({ idx }) => idx !== undefined) ?? null
    const print = sha256(this.key.publicKey).toString('hex')
    const from = pinned ? 'given' : compared ? 'since' : 'bundle'
    const told: readonly (readonly [boolean, string])[] = [
      [from === 'bundle', '公钥取自导出包本身,只证明包内前后一致: 请与公布的指纹核对,或用 --key 指定公钥'],
      [kind !== 'full', '只证明所列条目在签名的日志里、内容未改、顺序连续; 日志的其余部分没有检查'],
      [kind === 'stream', `事项共 ${total} 条是城市签名声明的: 城市自己少报末尾条目,要用完整日志才能发现`],
      [!compared, '没有与您以前保存的状态比较(--since): 不能发现整本日志被重写重签'],
    ]
    const key = { text: this.key.text, fingerprint: print.replace(/(.{4})(?=.)/g, '$1 '), from } as const
    const verified = problems.length === 0
    const limits = told.flatMap(([holds, limit]) => (holds ? [limit] : []))
    return { verified, kind, origin, size, entries, key, firstBad, problems, limits }
  }
}

/** Verifies the lines of a bundle. @param pinned the key to trust  @param since a signed checkpoint kept from before */
export const verifyLines = (lines: Iterable<string>, pinned?: string, since?: string): Report => {
  let [number, check]: [number, Check | undefined] = [0, undefined]
  for (const text of lines) {
    number += 1
    const line = parse(text)
    if (line === undefined) throw new Unreadable(`第 ${number} 行不是 JSON 对象`)
    if (check === undefined) check = new Check(line, pinned)
    else check.line(line, number)
  }
  if (check === undefined) throw new Unreadable('文件是空的')
  check.end(since)
  return check.report(pinned !== undefined, since !== undefined)
}

/** The lines of a file, read piece by piece: a full log does not fit into one string. */
export function* linesOf(path: string): Generator<string> {
  const file = path === '-' ? 0 : openSync(path, 'r')
  const piece = Buffer.alloc(1 << 20)
  let rest = Buffer.alloc(0)
  for (let got = readSync(file, piece); got > 0; got = readSync(file, piece)) {
    rest = Buffer.concat([rest, piece.subarray(0, got)])
    const end = rest.lastIndexOf(10) + 1
    yield* rest.toString('utf8', 0, end).split('\n').slice(0, -1)
    rest = rest.subarray(end)
  }
  if (rest.length > 0) yield rest.toString('utf8')
  if (file !== 0) closeSync(file)
}

const words = ({ verified, origin, size, entries, kind, key, firstBad, problems, limits }: Report): string =>
  [
    `${verified ? '✓ 验证通过' : '✕ 验证不通过'}: 日志 ${origin},签名状态 ${size} 条,本包 ${entries} 条(${kind})`,
    `公钥 ${key.text}\n指纹 ${key.fingerprint}`,
    ...(firstBad === null ? [] : [`首个问题条目: ${firstBad.said}`]),
    ...problems.map(({ problem, said }) => `  ✕ [${problem}] ${said}`),
    ...limits.map(limit => `  ! ${limit}`),
    '',
  ].join('\n')

/** Verifies a file or its lines, writes what it found, gives the exit code. @param key a key or the file it is in */
export const runVerifier = (
  bundle: string | Iterable<string>,
  { key, since, json }: { readonly [name: string]: string | boolean | undefined },
  write: (text: string) => void,
): 0 | 1 | 2 => {
  try {
    const text = (value: unknown): string | undefined =>
      typeof value !== 'string' ? undefined : existsSync(value) ? readFileSync(value, 'utf8') : value
    const report = verifyLines(typeof bundle === 'string' ? linesOf(bundle) : bundle, text(key), text(since))
    write(json === true ? `${JSON.stringify(report)}\n` : words(report))
    return report.verified ? 0 : 1
  } catch (error) {
    if (!(error instanceof Unreadable || (error instanceof Error && 'code' in error))) throw error
    const { message } = error
    write(json === true ? `${JSON.stringify({ verified: false, unreadable: message })}\n` : `读不出: ${message}\n`)
    return 2
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const options = { key: { type: 'string' }, since: { type: 'string' }, json: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  process.exitCode = runVerifier(positionals[0] ?? '-', values, said => process.stdout.write(said))
}
