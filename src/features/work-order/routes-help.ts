import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { instant } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import { keyOf, pageOf, readCursor } from '../../platform/http/paging.ts'
import type { Context } from '../../platform/http/types.ts'
import type { FilterIn } from './api.ts'
import type { Env } from './commands.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { filterOf, pageOfOrders } from './reads.ts'
import type { Scope } from './store/lists.ts'
import { type OrderRow, orderById } from './store/orders.ts'

export const envOf = (ctx: Context): Env & { readonly vault: Vault } => ({
  actor: ctx.actor,
  now: ctx.now,
  vault: ctx.vault,
})

/** The same visit, reading as the public does: also what is published, and still one's own. */
export const inPublic = (ctx: Context): Context => ({ ...ctx, db: ctx.db.as({ breadth: 'open' }) })

/** The same visit of somebody who shows a receipt. @param hash of its number and code, from `trackHash` */
export const withReceipt = (ctx: Context, hash: Buffer): Context => ({
  ...ctx,
  db: ctx.db.as({ breadth: 'open', of: { receipt: [hash.toString('hex')] } }),
})

/** Path of one order. */
export const ID = z.object({ id: z.uuid() })

const cursorKeys = z.tuple([keyOf.instant.nullable(), z.uuid()])

/** A page of a list in a scope. The cursor is where the last row stands in the order asked for. */
export const answerList = async (ctx: Context, list: string, scope: Scope, query: FilterIn) => {
  const after = readCursor(list, cursorKeys, query.cursor)
  if (!after.ok) return after
  const filter = await filterOf(ctx.db, query, ctx.actor, ctx.now)
  const from =
    after.value === undefined
      ? undefined
      : { at: after.value[0] === null ? null : instant(after.value[0]), id: after.value[1] }
  const found = await pageOfOrders(
    ctx.db,
    scope,
    filter,
    { sort: query.sort, limit: query.limit, after: from },
    ctx.now,
    ctx.system,
  )
  const keys = ({ row }: (typeof found)[number]) => [query.sort === 'due' ? row.next_due_at : row.received_at, row.id]
  return ok(pageOf(list, found, query.limit, keys))
}

/** An order its reader sees and may do this to; who sees it and may not is told so. */
export const orderFor = async (ctx: Context, id: string, verb: Verb): Promise<Result<OrderRow, readonly Refusal[]>> => {
  const order = await visibleOrder(ctx, id)
  return order.ok && !may(policy, verb, ctx.actor, subjectOf(order.value.state))
    ? refuse([{ tag: 'not-yours', values: { action: verb } }])
    : order
}

export const visibleOrder = async (ctx: Context, id: string): Promise<Result<OrderRow, readonly Refusal[]>> => {
  const order = await orderById(ctx.db, id)
  return order === undefined || !may(policy, 'view', ctx.actor, subjectOf(order.state))
    ? refuse([{ tag: 'not-found' }])
    : ok(order)
}
