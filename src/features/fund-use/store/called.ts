import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

const PUT = sql(
  'fund-use.put-called',
  `insert into city.fund_use_called (use, vote, no) values ($1, $2, $3)
   on conflict (use) do update set vote = excluded.vote, no = excluded.no`,
)
const SEEN = sql('fund-use.seen-again', 'update city.fund_use set version = version + 1 where id = $1')
const OF = sql('fund-use.called', 'select no from city.fund_use_called where use = $1')

/** Notes which vote was convened for a use; whoever looked at the use before sees that it is another. */
export const putCalled = async (tx: Tx, use: string, vote: string, no: string): Promise<void> => {
  await tx.run(PUT, [use, vote, no])
  await tx.run(SEEN, [use])
}

/** Number of the vote that was convened for a use from its own page. */
export const calledVote = async (db: CityQueries, use: string): Promise<string | undefined> =>
  (await db.maybe<{ no: string }>(OF, [use]))?.no
