import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { keyText } from '../../kernel/journal/note.ts'
import { ok } from '../../kernel/result.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { api, type Context, page, type Raw, type Route } from '../../platform/http/types.ts'
import { keyOf } from '../../platform/journal/sequence.ts'
import { sha256 } from '../../platform/journal/sha256.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import * as shapes from './api.ts'
import { lookUp } from './lookup.ts'
import { access } from './policy.ts'
import { exportBundle, proveConsistency, proveInclusion, signedHead, tileAt } from './queries.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const TEXT = 'text/plain; charset=utf-8'
const BYTES = 'application/octet-stream'
const LINES = 'application/jsonl'
/** A tile of a given width never changes. */
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' }
const VERIFIER = new URL('../../platform/journal/verifier.ts', import.meta.url)

const raw = (type: string, body: Raw['body'], headers: Readonly<Record<string, string>> = {}): Raw => ({
  raw: true,
  type,
  body,
  headers,
})
const attached = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` })

const keyLine = (ctx: Context): string => keyText(sha256, keyOf(ctx.db.city, ctx.signer))

/** SHA-256 of the public key in groups of four, to be compared by eye. */
const fingerprintOf = (ctx: Context): string =>
  Buffer.from(sha256(ctx.signer.publicKey))
    .toString('hex')
    .replace(/(.{4})(?=.)/g, '$1 ')

const files: readonly Route[] = [
  api({
    id: 'transparency.checkpoint',
    method: 'GET',
    path: '/journal/checkpoint',
    summary: '公开日志的签名状态(C2SP tlog-checkpoint)',
    access,
    produces: TEXT,
    answer: z.unknown(),
    handler: async ctx => {
      const head = await signedHead(ctx.db)
      return head.ok ? ok(raw(TEXT, head.value.checkpoint)) : head
    },
  }),
  api({
    id: 'transparency.key',
    method: 'GET',
    path: '/journal/key',
    summary: '公开日志的公钥(C2SP signed-note)',
    access,
    produces: TEXT,
    answer: z.unknown(),
    handler: async ctx => ok(raw(TEXT, `${keyLine(ctx)}\n`)),
  }),
  api({
    id: 'transparency.verifier',
    method: 'GET',
    path: '/journal/verifier.ts',
    summary: '离线验证导出包的程序,一个文件,用 Node.js 运行',
    access,
    produces: TEXT,
    answer: z.unknown(),
    handler: async () => ok(raw(TEXT, await readFile(VERIFIER), attached('verifier.ts'))),
  }),
  api({
    id: 'transparency.tile',
    method: 'GET',
    path: '/journal/tile/*',
    summary: '哈希块或条目块(C2SP tlog-tiles)',
    access,
    params: shapes.tileParams,
    produces: BYTES,
    answer: z.unknown(),
    handler: async (ctx, { params }) => {
      const tile = await tileAt(ctx.db, params['*'])
      return tile.ok ? ok(raw(BYTES, tile.value, FOR_EVER)) : tile
    },
  }),
  api({
    id: 'transparency.export',
    method: 'GET',
    path: '/journal/export',
    summary: '导出可以离线验证的包:整本日志,一段,或一件事',
    access,
    query: shapes.exportQuery,
    produces: LINES,
    answer: z.unknown(),
    handler: async (ctx, { query }) => {
      const out = await exportBundle(ctx.db, ctx.signer, query)
      return out.ok ? ok(raw(LINES, out.value.lines, attached(out.value.name))) : out
    },
  }),
]

const proofs: readonly Route[] = [
  api({
    id: 'transparency.inclusion',
    method: 'GET',
    path: '/journal/proof/inclusion',
    summary: '证明一条在日志里(RFC 9162)',
    access,
    query: shapes.inclusionQuery,
    answer: shapes.inclusion,
    handler: (ctx, { query }) => proveInclusion(ctx.db, query),
  }),
  api({
    id: 'transparency.consistency',
    method: 'GET',
    path: '/journal/proof/consistency',
    summary: '证明日志只增加、没改过(RFC 9162)',
    access,
    query: shapes.consistencyQuery,
    answer: shapes.consistency,
    handler: (ctx, { query }) => proveConsistency(ctx.db, query),
  }),
]

const publicPage: Route = page({
  id: 'transparency.page',
  path: '/journal',
  access,
  query: shapes.pageQuery,
  load: async (ctx, { query }) => {
    const { leaf } = query
    const head = await signedHead(ctx.db)
    const found = leaf === '' ? undefined : await lookUp(ctx.db, leaf)
    const missing = leaf !== '' && found === undefined
    const props = {
      log: head.ok ? head.value : null,
      publicKey: keyLine(ctx),
      fingerprint: fingerprintOf(ctx),
      asked: leaf,
      found: found ?? null,
      errors: missing ? formErrors(ctx, [{ tag: 'entry-unknown', pointer: '/query/leaf' }]) : [],
    }
    return ok(view('transparency.journal', props, ctx.t('transparency:title'), missing ? 404 : 200))
  },
})

export const routes: readonly Route[] = [publicPage, ...files, ...proofs]
