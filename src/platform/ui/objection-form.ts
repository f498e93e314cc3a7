import { z } from 'zod'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { CityQueries, Tx } from '../db/types.ts'
import { formErrors } from '../http/form-errors.ts'
import { type Access, type Context, form, type Route } from '../http/types.ts'
import type { Tried } from './parts/objections.tsx'
import type { View } from './types.ts'

const NO = z.object({ no: z.string().max(40) })

/**
 * The form by which somebody objects on the page of a matter: `ObjectForm` of parts/objections.tsx sends it.
 * @param list path of the list; the page is below it by its number
 * @param find the matter by that number  @param object writes it  @param page the page again, with what was tried
 */
export const objectionForm = ({
  id,
  list,
  access,
  find,
  object,
  page,
}: {
  readonly id: string
  readonly list: string
  readonly access: Access
  readonly find: (db: CityQueries, no: string) => Promise<{ readonly id: string } | undefined>
  readonly object: (
    tx: Tx,
    ctx: Context,
    matter: string,
    body: { readonly note: string },
  ) => Promise<Result<{ readonly id: string }, readonly Refusal[]>>
  readonly page: (ctx: Context, no: string, tried: Tried) => Promise<Result<View, readonly Refusal[]>>
}): Route =>
  form({
    id,
    path: `${list}/:no/object`,
    access,
    params: NO,
    body: z.object({ note: z.string().trim().min(2).max(2000) }),
    submit: async (ctx, { params, body }) => {
      const row = await find(ctx.db, params.no)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      const done = await ctx.once(async tx => {
        const acted = await object(tx, ctx, row.id, body)
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: `${list}/${params.no}#objections` }) : done
    },
    again: async (ctx, { params, body }, why) => {
      const shown = await page(ctx, params.no, {
        said: why.map(refusal => ctx.say(refusal)),
        errors: formErrors(ctx, why),
        note: typeof body.note === 'string' ? body.note : '',
      })
      return shown.ok ? shown.value : { redirect: list }
    },
  })
