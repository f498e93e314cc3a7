import { z } from 'zod'
import type { Feature } from '../../src/platform/feature.ts'
import { type Lexicon, lexiconOf } from '../../src/platform/http/lexicon.ts'
import { operationsOf, refusalsOfRoute } from '../../src/platform/http/openapi.ts'
import type { Api } from '../../src/platform/http/types.ts'
import { type Generated, page, table } from './page.ts'

type Json = {
  readonly type?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: Json
  readonly anyOf?: readonly Json[]
  readonly format?: string
}
type Objects = { readonly properties?: Readonly<Record<string, Json>>; readonly required?: readonly string[] }

const kindOf = (schema: Json): string => {
  if (schema.enum !== undefined) return schema.enum.map(String).join(' / ')
  if (schema.const !== undefined) return String(schema.const)
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kindOf))].join(' or ')
  if (schema.type === 'array') return `list of ${kindOf(schema.items ?? {})}`
  return schema.format ?? (typeof schema.type === 'string' ? schema.type : 'any')
}

const fields = (schema: z.ZodType | undefined, where: string): readonly (readonly string[])[] => {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Objects
  return Object.entries(properties).map(([name, of]) => [
    `\`${name}\``,
    where,
    `${kindOf(of)}${required.includes(name) ? '' : ', optional'}`,
  ])
}

const operation = (route: Api, feature: Feature, lexicon: Lexicon): string => {
  const given = [...fields(route.params, 'path'), ...fields(route.query, 'query'), ...fields(route.body, 'body')]
  const refused = [...refusalsOfRoute(route, feature, lexicon)].map(([status, tags]) => `${status} ${tags.join(', ')}`)
  return [
    `### ${route.method} ${route.path}`,
    `${route.summary} (\`${route.id}\`, verb \`${route.access.verb}\`)`,
    ...(given.length === 0 ? [] : [table(['field', 'in', 'kind'], given)]),
    ...(route.files === undefined ? [] : [`Multipart, at most ${route.files} files.`]),
    `Answers ${route.status ?? 200}${route.produces === undefined ? '' : ` ${route.produces}`}. Refuses: ${refused.join('; ')}.`,
  ].join('\n\n')
}

/** Every operation with its fields and refusals. */
export const apiPage = (features: readonly Feature[]): Generated => {
  const lexicon = lexiconOf(features)
  const sections = features.flatMap(feature => {
    const operations = operationsOf([feature])
    if (operations.length === 0) return []
    return [`## ${feature.id} · ${feature.zh}`, ...operations.map(({ route }) => operation(route, feature, lexicon))]
  })
  const note =
    'For machines the same, with every schema, is served at `/api/openapi.json`. Every write carries an `Idempotency-Key`: the same key and body gives the first answer again.'
  return page('api', 'API', note, sections)
}
