import { FundUseList } from './public/list.tsx'
import { FundUseProcedure } from './public/procedure.tsx'
import { FundUse } from './public/use.tsx'
import { MyFundUses } from './resident/mine.tsx'

/** Pages the server renders. */
export const views = {
  'fund-use.list': FundUseList,
  'fund-use.use': FundUse,
  'fund-use.mine': MyFundUses,
  'fund-use.procedure': FundUseProcedure,
}
