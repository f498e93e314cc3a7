import QRCode from 'qrcode'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Context } from '../../platform/http/types.ts'
import { detailOf } from './reads.ts'
import { trackHash } from './receipt.ts'
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
  const order = await orderByTrack(ctx.db, no, trackHash(no, code))
  if (order !== undefined) return ok(order)
  const limited = await ctx.limit('receipt', ctx.address, WRONG_PER_HOUR, HOUR_MS)
  return limited.ok ? refuse([{ tag: 'receipt-wrong' }]) : limited
}

/** A QR code as the path of its dark squares, one unit each, so that it needs neither image nor style. */
export type Qr = { readonly size: number; readonly path: string }

/** Draws an address; quiet zone not included. */
export const qrOf = (text: string): Qr => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const dark = Array.from({ length: size * size }, (_, index) => index).filter(index =>
    modules.get(Math.floor(index / size), index % size),
  )
  return { size, path: dark.map(index => `M${index % size} ${Math.floor(index / size)}h1v1h-1z`).join('') }
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
export const receiptPage = async (ctx: Context, order: OrderRow, key: ReceiptKey): Promise<ReceiptPage> => {
  const { no, code } = readKey(key)
  const address = `${ctx.origin}${ctx.base}/r/${no}/${code}`
  const detail = await detailOf(ctx.db, order, ctx.actor, 'requester', ctx.now)
  const { requester } = order.state
  return {
    order: await shownOrder(ctx, detail, 'receipt'),
    code,
    address,
    qr: qrOf(address),
    claimable: requester === null,
    own: requester !== null && requester === ctx.actor.party,
  }
}
