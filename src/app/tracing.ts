import { EXIT, Exit } from './exit.ts'
import { VERSION } from './version.ts'

export type Tracing = { readonly stop: () => Promise<void> }

const STOP_MS_MAX = 2_000
const RATIO = '0.1'

const ratioOf = (text: string): number => {
  const ratio = Number(text)
  if (text.trim() !== '' && ratio >= 0 && ratio <= 1) return ratio
  throw new Exit(EXIT.usage, `OTEL_TRACES_SAMPLER_ARG 应为 0 到 1 的数,而不是 ${text}`)
}

/**
 * Traces go to the collector named by OTEL_EXPORTER_OTLP_ENDPOINT or LINLI_TRACES. When none is named nothing is
 * loaded and nothing is measured.
 */
export const startTracing = async (env: Readonly<Record<string, string | undefined>>): Promise<Tracing | undefined> => {
  const endpoint = (env.LINLI_TRACES ?? env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '').trim()
  if (endpoint === '') return undefined
  if (!/^https?:\/\//.test(endpoint)) throw new Exit(EXIT.usage, `收集端地址应以 http 开头,而不是 ${endpoint}`)
  const { startOtlp } = await import('../platform/trace/otlp.ts')
  const ratio = ratioOf(env.OTEL_TRACES_SAMPLER_ARG ?? RATIO)
  const tracing = startOtlp({ endpoint, ratio, version: VERSION })
  return {
    stop: () =>
      Promise.race([
        tracing.stop().catch(() => undefined),
        new Promise<void>(resolve => setTimeout(resolve, STOP_MS_MAX)),
      ]),
  }
}
