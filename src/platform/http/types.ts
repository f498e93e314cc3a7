import type { z } from 'zod'
import type { Cite, LocalDefault } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor, Policy } from '../access/types.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityDb, Tx } from '../db/types.ts'
import type { Scanner } from '../files/scanner.ts'
import type { Locale, Translate } from '../i18n/types.ts'
import type { DeliverCode } from '../identity/types.ts'
import type { Signer } from '../journal/signer.ts'
import type { IdentityServices } from '../oidc/types.ts'
import type { Operation } from '../operation.ts'
import type { View } from '../ui/types.ts'

/** A refusal in the reader's words. */
export type Said = {
  readonly tag: string
  readonly title: string
  readonly detail: string
  /** What to do now. */
  readonly next: string
  /** The rule behind it; a local default is labelled 本地配置 and never looks like law. */
  readonly basis?: (Cite & { readonly title: string }) | (LocalDefault & { readonly title: string })
  readonly pointer?: string
}

/** What a handler gets. The present, the person and the city come in; nothing is looked up from the air. */
export type Context = {
  /** The city as this actor sees it: rows that are not theirs do not exist, whatever a handler forgets to ask. */
  readonly db: CityDb
  /**
   * The city as the system sees it: to find out who somebody is, and for figures counted over everybody. What it gives
   * passes no second wall, so every file that uses it is named, with its reason, in tests/security/walls.test.ts.
   */
  readonly system: CityDb
  readonly city: { readonly code: string; readonly name: string }
  readonly actor: Actor
  readonly now: Instant
  readonly locale: Locale
  readonly t: Translate
  readonly requestId: string
  /** Network address of the caller: for limits only. It is never stored as it is, logged or shown. */
  readonly address: string
  /** Random cookie of the browser, kept over a sign-in: for limits and for knowing a browser again. */
  readonly device: string | undefined
  /** Secret of a half session: the password was right, the second factor is still missing. */
  readonly half: string | undefined
  /** What the browser says it is, for the list of one's own sessions. */
  readonly userAgent: string
  /** Prefix of every link of this city: `` for the default city, `/c/440100` for another. */
  readonly base: string
  /** Where this server is reached, such as `https://linli.example`: for what is printed, scanned or fed to a reader. */
  readonly origin: string
  /** Set in the demonstration city. */
  readonly demo: boolean
  /** Seals, opens and finds personal fields. */
  readonly vault: Vault
  /** Hands a one-time code to the phone it is for; in the demonstration it is shown instead. */
  readonly deliverCode: DeliverCode
  /** Looks at a file before it leaves as it was sent, when the operator has named a scanner. */
  readonly scan: Scanner | undefined
  readonly identityServices: IdentityServices
  /**
   * A secret this browser keeps for some minutes while it is on its way to another site and back; what it stands for is
   * in the database. Null takes it away.
   */
  readonly journey: {
    readonly secret: string | undefined
    readonly set: (kept: { readonly secret: string; readonly until: Instant } | null) => void
  }
  /** Signs what leaves the journal. */
  readonly signer: Signer
  /** The installation around the server; undefined where there is none, as in a test. */
  readonly operation: Operation | undefined
  /** Puts the session cookie on the answer, kept by the browser until then; null takes it away. */
  readonly setSession: (session: { readonly secret: string; readonly until: Instant } | null) => void
  /** The same for the cookie of a half session. */
  readonly setHalf: (half: { readonly secret: string; readonly until: Instant } | null) => void
  /**
   * The one transaction of a write. It takes the request's idempotency key, runs `work`, keeps the answer with
   * the key, and commits. A repeated key gives the first answer; refusals roll everything back and are not kept.
   * Slow work (pictures, hashing) is done before it.
   *
   * What `work` gives is stored as JSON for a week and handed to whoever repeats the request as the same person:
   * so it is plain JSON, and holds only what the answer shows to its own author. Secrets (session tokens, codes)
   * never go through it.
   */
  once<T>(work: (tx: Tx) => Promise<Result<T, readonly Refusal[]>>): Promise<Result<T, readonly Refusal[]>>
  /**
   * The same, as the system sees the city: for verbs that change what no policy shows to whoever may do them, such as
   * another person's second factor. The verb asks the access table itself; see `system`.
   */
  systemOnce<T>(work: (tx: Tx) => Promise<Result<T, readonly Refusal[]>>): Promise<Result<T, readonly Refusal[]>>
  /**
   * Counts one use of `bucket` by `by` (a phone number, an address, a party id; stored as a keyed hash) and refuses
   * with `too-many` beyond `most` in a window. Outside `once`, so that refused tries count as well.
   */
  limit(bucket: string, by: string, most: number, windowMs: number): Promise<Result<undefined, readonly Refusal[]>>
  /** The words of a refusal in the reader's language. */
  say(refusal: Refusal): Said
  /** The title of an act, rule or letter by its id under law/. */
  sourceTitle(source: string): string
}

/** Who gets past the first door: the slice's table and the verb in it. The command checks the thing itself. */
export type Access = { readonly policy: Policy; readonly verb: string }

type Shape = z.ZodType
export type Input<P extends Shape, Q extends Shape, B extends Shape> = {
  readonly params: z.output<P>
  readonly query: z.output<Q>
  readonly body: z.output<B>
  /** Parts of a multipart body, already read within the limits; empty for other bodies. */
  readonly files: readonly Upload[]
  /** The If-Match header of an edit, when sent. */
  readonly ifMatch: string | undefined
}

export type Upload = {
  readonly field: string
  readonly filename: string
  readonly declaredType: string
  readonly bytes: Buffer
}

export type Api<P extends Shape = Shape, Q extends Shape = Shape, B extends Shape = Shape, A extends Shape = Shape> = {
  readonly kind: 'api'
  /** Operation id, `slice.verb`. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Whole path inside the city, such as `/api/orders/:id`; the prefix of another city is added by the server. */
  readonly path: string
  /** One line for the API page, in Chinese. */
  readonly summary: string
  readonly access: Access
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** What is sent: fields it does not name never leave. It may not transform. */
  readonly answer: A
  /** Media type when the answer is `Raw`. Default application/json. */
  readonly produces?: string
  /** Tags it may refuse with, for the API page. Default: every tag of the slice. */
  readonly refuses?: readonly string[]
  /** Version of what was answered: becomes the ETag, and `If-None-Match` gets 304. */
  readonly version?: (answer: z.input<A>) => string | number
  /** Path inside the city of what was made: becomes Location. */
  readonly location?: (answer: z.input<A>) => string
  /** Multipart uploads allowed, at most this many files. */
  readonly files?: number
  readonly status?: 200 | 201 | 202 | 204
  /** Staff give the second factor again when they last did so too long ago. */
  readonly sensitive?: boolean
  readonly handler: (ctx: Context, input: Input<P, Q, B>) => Promise<Result<z.input<A> | Raw, readonly Refusal[]>>
}

/** Bytes or text that are not JSON: a file, a tile, an export. */
export type Raw = {
  readonly raw: true
  readonly type: string
  readonly body: Buffer | string | AsyncIterable<Buffer | string>
  readonly headers?: Readonly<Record<string, string>>
}

export type Page<P extends Shape = Shape, Q extends Shape = Shape> = {
  readonly kind: 'page'
  readonly id: string
  readonly path: string
  readonly access: Access
  readonly sensitive?: boolean
  readonly params?: P
  readonly query?: Q
  /**
   * The same for every stranger of a city, in a language and a size: `load` reads nothing of the caller but address,
   * language and query, and the view has no form with a key. Such a page is kept for two seconds (shared-pages.ts).
   */
  readonly shared?: true
  readonly load: (
    ctx: Context,
    input: Input<P, Q, z.ZodNever>,
  ) => Promise<Result<View | Redirect | Away, readonly Refusal[]>>
}

/** A POST from an HTML form, working without script. Its idempotency key is the hidden field `_key`. */
export type Form<P extends Shape = Shape, B extends Shape = Shape> = {
  readonly kind: 'form'
  readonly id: string
  readonly path: string
  readonly access: Access
  readonly params?: P
  readonly body: B
  readonly files?: number
  readonly sensitive?: boolean
  /** Where to go on; or a page for this one time, such as one with a secret that is not kept. */
  readonly submit: (
    ctx: Context,
    input: Input<P, z.ZodNever, B>,
  ) => Promise<Result<Redirect | View, readonly Refusal[]>>
  /** The page again, with what was typed and the refusals, when it did not work: nothing typed is lost. */
  readonly again: (
    ctx: Context,
    input: { params: z.output<P>; body: Readonly<Record<string, unknown>> },
    why: readonly Refusal[],
  ) => Promise<View | Redirect>
}

/** A path inside the city, such as `/reports/7`; the server adds the prefix of the city. Never another site. */
export type Redirect = { readonly redirect: string }

/** Another site altogether, to which the operator's settings lead: an identity service. Never what a request asked for. */
export type Away = { readonly away: string }

export type Route = Api | Page | Form

/** Props of the view `problem`, which every error page is rendered with. */
export type ProblemProps = {
  readonly status: number
  readonly said: readonly Said[]
  readonly requestId: string
  /** Ways on: sign in, the start page. Complete addresses. */
  readonly ways: readonly { readonly label: string; readonly href: string }[]
}

export const api = <P extends Shape, Q extends Shape, B extends Shape, A extends Shape>(
  route: Omit<Api<P, Q, B, A>, 'kind'>,
): Route => ({ kind: 'api', ...route }) as unknown as Route

export const page = <P extends Shape, Q extends Shape>(route: Omit<Page<P, Q>, 'kind'>): Route =>
  ({ kind: 'page', ...route }) as unknown as Route

export const form = <P extends Shape, B extends Shape>(route: Omit<Form<P, B>, 'kind'>): Route =>
  ({ kind: 'form', ...route }) as unknown as Route
