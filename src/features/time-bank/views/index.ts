import { TimeBankList } from './public/list.tsx'
import { MyTimeBank } from './resident/mine.tsx'

/** Pages the server renders. */
export const views = { 'time-bank.list': TimeBankList, 'time-bank.mine': MyTimeBank }
