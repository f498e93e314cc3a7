import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { isOwn } from '../../platform/access/access.ts'
import type { Context } from '../../platform/http/types.ts'
import { type Qr, qrOf } from '../../platform/ui/qr.ts'
import { detailOf } from './reads.ts'
import { trackHash } from './receipt.ts'
import { withReceipt } from './routes-help.ts'
import { type ShownOrder, shownOrder } from './shown.ts'
import { type OrderRow, orderByTrack } from './store/orders.ts'

/** Wrong receipts from one address before it has to wait: people mistype, programs guess. */
const WRONG_PER_HOUR = 30
const HOUR_MS = 3_600_000

/** Number and query code as the addresses of the receipt carry them. */
export type ReceiptKey = { readonly no: string; readonly code: string }

/** Leading and trailing blanks and capitals do not matter in what is typed off a paper. */
export const readKey = ({ no, code }: ReceiptKey): ReceiptKey => ({
  no: no.trim(),
  code: code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll(/(.{4})(?=.)/g, '$1-'),
})

/** The order a receipt belongs to. Wrong ones are counted by address, so that guessing gets nowhere. */
export const orderOfReceipt = async (ctx: Context, key: ReceiptKey): Promise<Result<OrderRow, readonly Refusal[]>> => {
  const { no, code } = readKey(key)
  const hash = trackHash(no, code)
  const order = await orderByTrack(withReceipt(ctx, hash).db, no, hash)
  if (order !== undefined) return ok(order)
  const limited = await ctx.limit('receipt', ctx.address, WRONG_PER_HOUR, HOUR_MS)
  return limited.ok ? refuse([{ tag: 'receipt-wrong' }]) : limited
}

/** The id of the order a receipt belongs to, as it was typed; for a transaction that is to find it. */
export const receiptShown = async (ctx: Context, { no, code }: ReceiptKey): Promise<string | undefined> => {
  const hash = trackHash(no, code)
  return (await orderByTrack(withReceipt(ctx, hash).db, no, hash))?.id
}

export type ReceiptPage = {
  readonly order: ShownOrder
  readonly code: string
  readonly address: string
  readonly qr: Qr
  /** Its reader may tie it to their account: nobody has yet, and it was not asked to stay anonymous for good. */
  readonly claimable: boolean
  /** Already among the reader's own. */
  readonly own: boolean
}

/** The receipt with the requester's view of the order: whoever holds it needs no sign-in. */
export const receiptPage = async (visitor: Context, order: OrderRow, key: ReceiptKey): Promise<ReceiptPage> => {
  const { no, code } = readKey(key)
  const ctx = withReceipt(visitor, trackHash(no, code))
  const address = `${ctx.origin}${ctx.base}/r/${no}/${code}`
  const detail = await detailOf(ctx.db, order, ctx.actor, 'requester', ctx.now)
  const { requester } = order.state
  return {
    order: await shownOrder(ctx, detail, 'receipt'),
    code,
    address,
    qr: qrOf(address),
    claimable: requester === null,
    own: isOwn(ctx.actor, requester),
  }
}
