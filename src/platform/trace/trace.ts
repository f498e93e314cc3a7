import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What is going on, for whoever collects traces. Without a tracer nothing here does anything: work runs as if it had
 * been called directly. Names and counts only ever go in; no value, address or person.
 */
export type SpanKind = 'request' | 'transaction' | 'statement' | 'job' | 'outbound'
export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** Who asks, as told by a W3C `traceparent`. */
export type Remote = { readonly traceId: string; readonly spanId: string; readonly sampled: boolean }

export type OpenSpan = Remote & {
  readonly set: (attributes: Attributes) => void
  readonly end: (failed: boolean) => void
}

export interface Tracer {
  begin(name: string, kind: SpanKind, attributes: Attributes, parent: Remote | undefined): OpenSpan
}

type Here = { readonly span: OpenSpan; readonly statements: string[] }

const STATEMENTS_MAX = 50
const here = new AsyncLocalStorage<Here>()
let tracer: Tracer | undefined

/** Begins or ends tracing in this process. */
export const useTracer = (given: Tracer | undefined): void => {
  tracer = given
}

export const isTracing = (): boolean => tracer !== undefined

const PARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/

/** Reads a W3C `traceparent`; undefined when it is none. */
export const parseTraceparent = (header: unknown): Remote | undefined => {
  const match = typeof header === 'string' ? PARENT.exec(header) : null
  const [, traceId, spanId, flags] = match ?? []
  return traceId === undefined || spanId === undefined
    ? undefined
    : { traceId, spanId, sampled: (Number.parseInt(flags ?? '0', 16) & 1) === 1 }
}

export const traceparentOf = ({ traceId, spanId, sampled }: Remote): string =>
  `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`

/** The span that is open here, for a `traceparent` going out. */
export const openSpan = (): OpenSpan | undefined => here.getStore()?.span

/** Opens a span; undefined when nobody collects, and for what has no meaning by itself outside a request or job. */
export const beginSpan = (
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  parent: Remote | undefined = openSpan(),
): OpenSpan | undefined => {
  const inside = kind === 'transaction' || kind === 'statement'
  return tracer === undefined || (inside && parent === undefined)
    ? undefined
    : tracer.begin(name, kind, attributes, parent)
}

/** Runs something with a span open around it. */
export const within = <T>(span: OpenSpan, work: () => T): T => here.run({ span, statements: [] }, work)

/** Notes the name of a statement on the span that is open here. */
export const noteStatement = (name: string): void => {
  const statements = here.getStore()?.statements
  if (statements !== undefined && statements.length < STATEMENTS_MAX) statements.push(name)
}

/** Does some work as a span of its own, with the names of the statements it sent. */
export const traced = async <T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> => {
  const span = beginSpan(name, kind, attributes)
  if (span === undefined) return work()
  const at: Here = { span, statements: [] }
  const end = (failed: boolean): void => {
    if (at.statements.length > 0) span.set({ 'linli.statements': at.statements })
    span.end(failed)
  }
  try {
    const value = await here.run(at, work)
    end(false)
    return value
  } catch (error) {
    end(true)
    throw error
  }
}
