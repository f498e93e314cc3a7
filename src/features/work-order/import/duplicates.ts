import { createHash } from 'node:crypto'
import { fold } from '../../../platform/i18n/fold.ts'
import type { Historic } from '../rules/history.ts'

/** Where a text was first seen: its row, and the order it became. */
export type Seen = { readonly line: number; readonly no: string; readonly id: string }

/** Characters only: spaces, punctuation, width, case and script make no other text. */
const plain = (text: string): string => fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
const digest = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, 24)

/**
 * Exact duplicates: title and body are the same text when only their characters are compared. The same body under
 * another title is not left out, for someone may have asked twice; it is noted and linked.
 */
export class Duplicates {
  private readonly whole = new Map<string, Seen>()
  private readonly bodies = new Map<string, Seen>()

  /** The earlier rows with the same title and body, or with the same body; the first of its kind is remembered. */
  look(past: Historic, seen: Seen): { readonly same?: Seen; readonly sameBody?: Seen } {
    const body = digest(plain(past.body))
    const key = digest(`${plain(past.title)}\n${body}`)
    const same = this.whole.get(key)
    if (same !== undefined) return { same }
    this.whole.set(key, seen)
    const sameBody = this.bodies.get(body)
    if (sameBody !== undefined) return { sameBody }
    this.bodies.set(body, seen)
    return {}
  }
}
