/**
 * Where a rule comes from. A citation names a file under law/ and is checked against it by a test;
 * what nobody has found in a source is a local default and says so wherever it is shown.
 */
export type Cite = {
  readonly kind: 'cite'
  /** Id of a file under law/, such as `civil-code` or `letter-zhongshan-125100`. */
  readonly source: string
  /** Article as printed, such as `第二百零一条`; letters have a section instead. */
  readonly article: string
  /** One decisive clause, verbatim. It must stand in the law file. */
  readonly quote: string
}

/** A design or configuration choice with no authority behind it: shown as 本地配置 / 默认参数, never as law. */
export type LocalDefault = { readonly kind: 'local'; readonly rule: string; readonly note: string }

export type Basis = Cite | LocalDefault

export const cite = (source: string, article: string, quote: string): Cite => ({ kind: 'cite', source, article, quote })

/** @param rule id in the rulebook, such as `B-042`  @param note what was chosen and why, for residents */
export const localDefault = (rule: string, note: string): LocalDefault => ({ kind: 'local', rule, note })

/** A source file under law/: what is quoted from it, verbatim, and since when it holds. */
export type Source = {
  readonly id: string
  readonly title: string
  readonly kind:
    | 'law'
    | 'regulation'
    | 'local-regulation'
    | 'judicial-interpretation'
    | 'notice'
    | 'standard'
    | 'letter'
  readonly issuer: string
  /** Document number where the source prints one. */
  readonly number?: string
  /** ISO date; a letter has its signature date. */
  readonly from: string
  readonly to?: string
  /** Division path where it binds (`11` Beijing); absent when it binds everywhere. Elsewhere it is a model, not law. */
  readonly area?: string
  /** How sure we are: V1 full official text read, V2 read in an excerpt, S stated in a letter. */
  readonly confidence: 'V1' | 'V2' | 'S'
  readonly clauses: readonly Clause[]
}

export type Clause = {
  readonly article: string
  /** Verbatim, in the script of the source. Never corrected in place. */
  readonly text: string
  /** Set when the source was only seen in an excerpt and the wording is ours: shown without quotation marks. */
  readonly paraphrase?: true
  /** What an editor recorded beside the verbatim text (misprint, lost character) and how we read it. */
  readonly correction?: { readonly printed: string; readonly readAs: string; readonly why: string }
}

export const source = (value: Source): Source => value
