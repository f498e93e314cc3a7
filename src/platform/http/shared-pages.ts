import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Instant } from '../../kernel/time.ts'

/** How long a page may be shown after it was made: what is published is seen by everybody this much later at most. */
export const SHARED_MS = 2_000
/** Most bytes a route keeps, all forms of a page counted. */
export const SHARED_BYTES_MAX = 4 * 1024 * 1024
/** A page much visited is worth packing well; one that is asked for once is packed no worse than any other. */
const BROTLI_QUALITY = 5
const PACK_BYTES_MIN = 1024

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]

export type Coding = 'br' | 'gzip' | 'identity'

/** A page as every stranger gets it. */
export type SharedPage = {
  readonly status: number
  readonly etag: string
  /** Bytes by content coding; `identity` always. */
  readonly bodies: Readonly<Partial<Record<Coding, Buffer>>> & { readonly identity: Buffer }
}

/** Packs a document once for everybody. */
export const packed = async (html: string, status: number): Promise<SharedPage> => {
  const identity = Buffer.from(html)
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`
  if (identity.length < PACK_BYTES_MIN) return { status, etag, bodies: { identity } }
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
  const [br, zipped] = await Promise.all([brotli(identity, { params }), zip(identity)])
  return { status, etag, bodies: { br, gzip: zipped, identity } }
}

/** The best coding that the reader takes and the page has. */
export const codingFor = (accepted: string | undefined, { bodies }: SharedPage): Coding => {
  const taken = new Map(
    (accepted ?? '').split(',').map(part => {
      const [name = '', ...params] = part.trim().toLowerCase().split(';')
      const q = params.map(param => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find(value => value !== undefined)
      return [name.trim(), q === undefined ? 1 : Number(q)] as const
    }),
  )
  const takes = (name: string): boolean => (taken.get(name) ?? taken.get('*') ?? 0) > 0
  return (['br', 'gzip'] as const).find(name => bodies[name] !== undefined && takes(name)) ?? 'identity'
}

type Kept = { readonly at: Instant; readonly bytes: number; readonly page: SharedPage }

const bytesOf = ({ bodies }: SharedPage): number =>
  Object.values(bodies).reduce((sum, body) => sum + (body?.length ?? 0), 0)

const isPage = (made: object): made is SharedPage => 'bodies' in made

/**
 * The pages of one route that are the same for every stranger, each kept for two seconds in this process. However many
 * ask at once, a page is made once; what is no page (`Other`: a refusal, a way on) goes to those who wait and is not
 * kept. Bounded by bytes: the oldest goes first.
 */
export class SharedPages<Other extends object> {
  private readonly kept = new Map<string, Kept>()
  private readonly making = new Map<string, Promise<SharedPage | Other>>()
  private bytes = 0

  get(key: string, now: () => Instant, make: () => Promise<SharedPage | Other>): Promise<SharedPage | Other> {
    const known = this.kept.get(key)
    if (known !== undefined && Math.abs(now() - known.at) < SHARED_MS) return Promise.resolve(known.page)
    const waiting = this.making.get(key)
    if (waiting !== undefined) return waiting
    const making = this.made(key, now, make).finally(() => this.making.delete(key))
    this.making.set(key, making)
    return making
  }

  /** Its age counts from before it was read, so that what is committed meanwhile is not hidden for longer. */
  private async made(
    key: string,
    now: () => Instant,
    make: () => Promise<SharedPage | Other>,
  ): Promise<SharedPage | Other> {
    const at = now()
    const page = await make()
    this.forget(key)
    if (isPage(page)) this.keep(key, { at, bytes: bytesOf(page), page })
    return page
  }

  private keep(key: string, kept: Kept): void {
    this.kept.set(key, kept)
    this.bytes += kept.bytes
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= SHARED_BYTES_MAX) break
      this.forget(oldest)
    }
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.bytes ?? 0
    this.kept.delete(key)
  }

  /** How much is kept now. */
  get size(): { readonly pages: number; readonly bytes: number } {
    return { pages: this.kept.size, bytes: this.bytes }
  }
}
