import { ok } from '../../kernel/result.ts'
import { ownParties } from '../../platform/access/access.ts'
import { api, type Context, page, type Route } from '../../platform/http/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { ownedBy } from '../estate/index.ts'
import { scopeAccounts } from '../maintenance-fund/index.ts'
import { mineOut } from './api.ts'
import { access } from './policy.ts'
import { shownItems } from './shown.ts'
import { ownLines, usesOfEstates } from './store/lists.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

/** What the reader owns, what uses of funds have to do with it, and how the accounts stand. */
const ownOf = async (ctx: Context) => {
  const owned = await ownedBy(ctx.db, ownParties(ctx.actor), ctx.now)
  const units = owned.flatMap(each => each.units.map(({ id }) => id))
  const names = new Map(owned.map(({ estate }) => [estate.id, estate.name]))
  const lines = await ownLines(ctx.db, units)
  return { owned, names, lines }
}

export const ownRoutes: readonly Route[] = [
  api({
    id: 'fund-use.mine',
    method: 'GET',
    path: '/api/me/fund-uses',
    summary: '本人房屋分摊的维修资金使用，以及被催补的差额',
    access: access('mine'),
    answer: mineOut,
    refuses: [],
    handler: async ctx => {
      const { names, lines } = await ownOf(ctx)
      return ok({ items: lines.map(({ estate, ...line }) => ({ ...line, estateName: names.get(estate) ?? '' })) })
    },
  }),
  page({
    id: 'fund-use.own-page',
    path: '/me/fund-uses',
    access: access('mine'),
    load: async ctx => {
      const { owned, names, lines } = await ownOf(ctx)
      const accounts = await Promise.all(
        owned.map(async ({ estate, units }) => {
          const standing = await scopeAccounts(
            ctx.db,
            { estate: estate.id },
            units.map(({ id }) => id),
          )
          return standing.flatMap(({ code, part, balance, held }) =>
            part === 'owner'
              ? [{ estateName: estate.name, code, balanceFen: Number(balance), heldFen: Number(held) }]
              : [],
          )
        }),
      )
      const uses = await usesOfEstates(ctx.db, [...names.keys()])
      const props = {
        accounts: accounts.flat(),
        lines: lines.map(line => ({ ...line, estateName: names.get(line.estate) ?? '' })),
        uses: await shownItems(ctx.db, ctx.actor, uses),
        verified: ctx.actor.level === 'L2' || ctx.actor.level === 'L3',
      }
      return ok(view('fund-use.mine', props, ctx.t('fund-use:mine.title')))
    },
  }),
]
