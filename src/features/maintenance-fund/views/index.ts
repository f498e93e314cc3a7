import { FundPage } from './public/fund.tsx'
import { FundList } from './public/list.tsx'
import { MyFund } from './resident/mine.tsx'

/** Pages the server renders. */
export const views = {
  'maintenance-fund.list': FundList,
  'maintenance-fund.fund': FundPage,
  'maintenance-fund.mine': MyFund,
}
