import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { SpanKind as Kind, ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base'
import {
  type Attributes,
  beginSpan,
  type OpenSpan,
  type SpanKind,
  type Tracer,
  traceparentOf,
  useTracer,
} from './trace.ts'

export type OtlpOptions = {
  /** Base address of the collector, such as `http://127.0.0.1:4318`. */
  readonly endpoint: string
  /** Share of the traces that are collected, 0 to 1. Who asks may name a trace, but does not decide this. */
  readonly ratio: number
  readonly version: string
}

export type Tracing = {
  /** Hands on what is collected so far. */
  readonly flush: () => Promise<void>
  readonly stop: () => Promise<void>
}

const KINDS: Readonly<Record<SpanKind, Kind>> = {
  request: Kind.SERVER,
  transaction: Kind.CLIENT,
  statement: Kind.CLIENT,
  job: Kind.CONSUMER,
  outbound: Kind.CLIENT,
}
const QUEUE_MAX = 2_048
const BATCH_MAX = 512
const EXPORT_MS_MAX = 5_000
const DELAY_MS = 2_000

const plain = (attributes: Attributes): Record<string, string | number | boolean | string[]> =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, typeof value === 'object' ? [...value] : value]),
  )

const tracerOf = (provider: BasicTracerProvider): Tracer => {
  const inner = provider.getTracer('linli')
  return {
    begin: (name, kind, attributes, parent) => {
      const context =
        parent === undefined
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, {
              traceId: parent.traceId,
              spanId: parent.spanId,
              traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
              isRemote: !('end' in parent),
            })
      const span = inner.startSpan(name, { kind: KINDS[kind], attributes: plain(attributes) }, context)
      const { traceId, spanId, traceFlags } = span.spanContext()
      return {
        traceId,
        spanId,
        sampled: (traceFlags & TraceFlags.SAMPLED) !== 0,
        set: more => void span.setAttributes(plain(more)),
        end: failed => {
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
        },
      }
    },
  }
}

type Outgoing = {
  readonly origin: string | URL
  readonly method: string
  addHeader: (name: string, value: string) => void
}
type Heard = { readonly request: Outgoing; readonly response?: { readonly statusCode: number } }

/** Every HTTP request this process sends by fetch or undici: host and method, and the trace goes along. */
const watchOutgoing = (): (() => void) => {
  const open = new WeakMap<Outgoing, OpenSpan>()
  const on = {
    'undici:request:create': ({ request }: Heard): void => {
      const host = new URL(String(request.origin)).host
      const span = beginSpan(`${request.method} ${host}`, 'outbound', {
        'http.request.method': request.method,
        'server.address': host,
      })
      if (span === undefined) return
      open.set(request, span)
      request.addHeader('traceparent', traceparentOf(span))
    },
    'undici:request:headers': ({ request, response }: Heard): void => {
      const status = response?.statusCode ?? 0
      open.get(request)?.set({ 'http.response.status_code': status })
      open.get(request)?.end(status >= 500)
      open.delete(request)
    },
    'undici:request:error': ({ request }: Heard): void => {
      open.get(request)?.end(true)
      open.delete(request)
    },
  }
  const listeners = Object.entries(on).map(
    ([name, hear]) => [name, (message: unknown) => hear(message as Heard)] as const,
  )
  for (const [name, listener] of listeners) subscribe(name, listener)
  return () => {
    for (const [name, listener] of listeners) unsubscribe(name, listener)
  }
}

/** Begins to collect traces of this process and to hand them to a collector (OTLP over HTTP). */
export const startOtlp = ({ endpoint, ratio, version }: OtlpOptions): Tracing => {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_MS_MAX,
  })
  const processor = new BatchSpanProcessor(exporter, {
    // A collector that is away costs this much memory and nothing else: what does not fit is dropped.
    maxQueueSize: QUEUE_MAX,
    maxExportBatchSize: BATCH_MAX,
    scheduledDelayMillis: DELAY_MS,
    exportTimeoutMillis: EXPORT_MS_MAX,
  })
  const share = new TraceIdRatioBasedSampler(ratio)
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'linli', 'service.version': version }),
    sampler: new ParentBasedSampler({ root: share, remoteParentSampled: share }),
    spanProcessors: [processor],
  })
  useTracer(tracerOf(provider))
  const deaf = watchOutgoing()
  return {
    flush: () => provider.forceFlush(),
    stop: async () => {
      deaf()
      useTracer(undefined)
      await provider.shutdown()
    },
  }
}
