import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Context } from '../../platform/http/types.ts'
import { type GroupBallot, type VoteCount, voteBundle } from '../ballots/index.ts'
import { exportBundle } from '../transparency/index.ts'
import { headerOf } from './header.ts'
import { streamOf } from './journal.ts'
import { sealedPage } from './store/ballots.ts'
import { rollOf } from './store/roll.ts'
import { countBody, motionsOf, type VoteRow } from './store/votes.ts'

const PAGE = 200

const ballotsOf = async (ctx: Context, vote: string): Promise<readonly GroupBallot[]> => {
  const ballots: GroupBallot[] = []
  for (let after = ''; ; ) {
    const page = await sealedPage(ctx.system, vote, after, PAGE)
    ballots.push(...page.map(({ body }) => JSON.parse(body) as GroupBallot))
    const last = page.at(-1)
    if (last === undefined) return ballots
    after = last.pseudonym
  }
}

const journalOf = async (ctx: Context, row: VoteRow): Promise<readonly string[] | undefined> => {
  const out = await exportBundle(ctx.system, ctx.signer, { stream: streamOf(row.id) })
  if (!out.ok) return undefined
  const lines: string[] = []
  for await (const chunk of out.value.lines) lines.push(...chunk.split('\n').filter(line => line !== ''))
  const end = JSON.parse(lines.at(-1) ?? '{}') as { readonly end?: number }
  return end.end === row.entries ? lines : undefined
}

const LINES_PER_CHUNK = 50

async function* chunks(lines: Iterable<string>): AsyncGenerator<string> {
  let text: string[] = []
  for (const line of lines) {
    text.push(line)
    if (text.length < LINES_PER_CHUNK) continue
    yield `${text.join('\n')}\n`
    text = []
    // Others get their turn between parts of a large vote.
    await new Promise(resolve => setImmediate(resolve))
  }
  yield `${text.join('\n')}\n`
}

/**
 * A counted vote for `./linli verify`: what was asked, the roll under pseudonyms, every sealed ballot, the sums that were
 * opened, and the journal's own entries with their proofs.
 * @returns or `not-counted-yet`: before the count, and in the second until the journal has numbered the last entry
 */
export const bundleOf = async (
  ctx: Context,
  row: VoteRow,
): Promise<Result<{ readonly name: string; readonly lines: AsyncIterable<string> }, readonly Refusal[]>> => {
  const body = await countBody(ctx.system, row.id)
  const journal = body === undefined ? undefined : await journalOf(ctx, row)
  if (body === undefined || journal === undefined) return refuse([{ tag: 'not-counted-yet' }])
  const lines = voteBundle({
    header: headerOf(ctx.city.code, row, await motionsOf(ctx.system, row.id)),
    register: (await rollOf(ctx.system, row.id)).map(({ pseudonym, areaDm2 }) => ({ group: pseudonym, areaDm2 })),
    ballots: await ballotsOf(ctx, row.id),
    count: JSON.parse(body) as VoteCount,
    journal,
  })
  return ok({ name: `vote-${row.no}.jsonl`, lines: chunks(lines) })
}
