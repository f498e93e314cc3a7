import type { Choice } from '../../../kernel/ballot/cast.ts'
import { opens } from '../../../kernel/ballot/sealed/check.ts'
import { contextOf } from '../rules/bundle/hashes.ts'
import type { Receipt, VoteHeader } from '../rules/bundle/types.ts'
import { readBallot } from './shapes.ts'
import { WORD } from './vote.ts'

/** What a receipt opens: the choice on each motion, null where what is published is not what the receipt is of. */
export type Opened = readonly { readonly motion: string; readonly choice: Choice | null }[]

/** The lines, and on the way those that hold the group's ballot. */
export function* watched(lines: Iterable<string>, group: string, own: string[]): Generator<string> {
  for (const line of lines) {
    if (line.startsWith('{"ballot":') && line.includes(group)) own.push(line)
    yield line
  }
}

/** Opens the owner's own ballots by his receipt; every motion of either must be in the other. */
export const openReceipt = (header: VoteHeader, receipt: Receipt, own: readonly string[]): Opened => {
  const ballots = own.flatMap(line => readBallot(line) ?? []).filter(({ group }) => group === receipt.group)
  const sealed = ballots.length === 1 && receipt.vote === header.vote ? (ballots[0]?.sealed ?? {}) : {}
  const motions = new Set([...Object.keys(receipt.openings), ...Object.keys(sealed)])
  return [...motions].toSorted().map(motion => {
    const [ballot, opening] = [sealed[motion], receipt.openings[motion]]
    const good = ballot !== undefined && opening !== undefined
    return { motion, choice: (good && opens(contextOf(header, receipt.group, motion), ballot, opening)) || null }
  })
}

export const receiptWords = (header: VoteHeader, opened: Opened): string => {
  const lines = opened.map(({ motion, choice }) => {
    const title = header.motions.find(one => one.motion === motion)?.title ?? ''
    return choice === null
      ? `  ✕ 回执: 事项 ${motion} ${title} 包里没有这张票,或不是回执上的那张`
      : `  ✓ 回执: 事项 ${motion} ${title} 您的票在包里,投的是${WORD[choice]}`
  })
  return `${(lines.length === 0 ? ['  ✕ 回执: 上面没有一项'] : lines).join('\n')}\n`
}
