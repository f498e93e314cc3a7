import { z } from 'zod'
import { isWrite } from './csrf.ts'
import { KEY_LENGTH_MAX } from './idempotency.ts'
import type { Entry, Lexicon } from './lexicon.ts'
import type { HttpTag } from './refusals.ts'
import type { Module } from './services.ts'
import type { Api } from './types.ts'

type Schema = Readonly<Record<string, unknown>>

/** A schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. Throws for what JSON cannot say. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema
  return rest
}

const parametersOf = (place: 'path' | 'query', schema: z.ZodType | undefined): readonly Schema[] => {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Readonly<Record<string, Schema>>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }))
}

const KEY_PARAMETER: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '每次提交自拟的唯一编号，建议用 UUID。同一编号、同样内容只办一次。',
  schema: { type: 'string', minLength: 1, maxLength: KEY_LENGTH_MAX },
}

const IF_MATCH: Schema = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: '修改时写上看到的版本（ETag）。',
  schema: { type: 'string' },
}

const ALWAYS: readonly HttpTag[] = [
  'invalid-input',
  'sign-in-first',
  'forbidden',
  'not-acceptable',
  'unexpected',
  'unavailable',
]
const ON_READS: readonly HttpTag[] = ['read-slow']
const ON_WRITES: readonly HttpTag[] = [
  'body-broken',
  'name-twice',
  'key-missing',
  'cross-site',
  'key-in-use',
  'body-large',
  'media-type',
  'key-reused',
  'busy',
]

/** What an operation may answer instead, grouped by status. */
export const refusalsOfRoute = (
  route: Api,
  module: Module,
  lexicon: Lexicon,
): ReadonlyMap<number, readonly string[]> => {
  const tags = [
    ...(route.refuses ?? Object.keys(module.refusals)),
    ...ALWAYS,
    ...(isWrite(route.method) ? ON_WRITES : ON_READS),
  ]
  const entries = [...new Set(tags)].map((tag): Entry => lexicon.find(tag, module.id))
  const statuses = [...new Set(entries.map(({ status }) => status))].toSorted((a, b) => a - b)
  return new Map(
    statuses.map(status => [status, entries.filter(entry => entry.status === status).map(({ tag }) => tag)]),
  )
}

const problems = (route: Api, module: Module, lexicon: Lexicon): Schema =>
  Object.fromEntries(
    [...refusalsOfRoute(route, module, lexicon)].map(([status, tags]) => [
      status,
      {
        description: tags.join(' | '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )

const bodyOf = (route: Api): Schema => {
  if (route.body === undefined && route.files === undefined) return {}
  const schema = route.body === undefined ? {} : schemaOf(route.body, 'input')
  const json = route.body === undefined ? {} : { 'application/json': { schema } }
  const multipart = route.files === undefined ? {} : { 'multipart/form-data': { schema } }
  return { requestBody: { required: true, content: { ...json, ...multipart } } }
}

const answerOf = (route: Api): Schema => {
  const status = route.status ?? 200
  const type = route.produces ?? 'application/json'
  const content =
    type === 'application/json' ? { [type]: { schema: schemaOf(route.answer, 'output') } } : { [type]: {} }
  return { [status]: status === 204 ? { description: '已办' } : { description: '已办', content } }
}

const operation = (route: Api, module: Module, lexicon: Lexicon): Schema => ({
  operationId: route.id,
  summary: route.summary,
  tags: [module.id],
  parameters: [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...(isWrite(route.method) ? [KEY_PARAMETER] : []),
    ...(['PUT', 'PATCH'].includes(route.method) ? [IF_MATCH] : []),
  ],
  ...bodyOf(route),
  responses: { ...answerOf(route), ...problems(route, module, lexicon) },
})

const said: Schema = {
  type: 'object',
  required: ['tag', 'title', 'detail', 'next'],
  properties: {
    tag: { type: 'string' },
    pointer: { type: 'string', description: '出错的字段（JSON Pointer）' },
    title: { type: 'string' },
    detail: { type: 'string' },
    next: { type: 'string' },
    basis: { type: 'object' },
  },
}

/** RFC 9457, with every reason, what to do next and the rule. */
const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'errors'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri' },
    next: { type: 'string' },
    basis: { type: 'object' },
    errors: { type: 'array', items: said },
  },
}

export type Operation = { readonly route: Api; readonly module: Module }

export const operationsOf = (modules: readonly Module[]): readonly Operation[] =>
  modules.flatMap(module => module.routes.flatMap(route => (route.kind === 'api' ? [{ route, module }] : [])))

const templated = (path: string): string => path.replace(/:([A-Za-z0-9_]+)/g, '{$1}')

/** The description of the API, from the schemas the server itself checks by. @param base prefix of the city */
export const openApi = (modules: readonly Module[], lexicon: Lexicon, base: string): Schema => {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const { route, module } of operationsOf(modules)) {
    const path = templated(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, module, lexicon) }
  }
  return {
    openapi: '3.1.0',
    info: { title: '邻里 Linli', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: base === '' ? '/' : base }],
    paths,
    components: { schemas: { Problem: PROBLEM } },
  }
}
