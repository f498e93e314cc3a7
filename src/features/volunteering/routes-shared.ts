import { z } from 'zod'
import { parseAreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { Tx } from '../../platform/db/types.ts'
import type { Context } from '../../platform/http/types.ts'
import { viewedAreas } from './policy.ts'
import type { Acted } from './record.ts'

export const ID = z.object({ id: z.uuid() })

type Acting = Promise<Result<Acted, readonly Refusal[]>>

/** The one transaction of a verb, as the system; the verb asks the access table itself. */
export const written = (ctx: Context, work: (tx: Tx) => Acting) =>
  ctx.systemOnce(async tx => {
    const done = await work(tx)
    return done.ok ? ok({ id: done.value.id, leaf: done.value.leaf }) : done
  })

/** Where a list looks: the place asked for if it lies in the reader's, else all of the reader's. */
export const within = (ctx: Context, asked: string | undefined): readonly string[] => {
  const own = viewedAreas(ctx.actor)
  const path = asked === undefined || asked === '' ? undefined : parseAreaPath(asked)
  if (path === undefined) return own
  return path.ok && own.some(over => path.value.startsWith(over)) ? [path.value] : []
}

/** The one place of a list that is read along one index. */
export const firstWithin = (ctx: Context, asked: string | undefined): string | undefined => within(ctx, asked)[0]
