import { account } from '../features/account/index.ts'
import { ballots } from '../features/ballots/index.ts'
import { calendar } from '../features/calendar/index.ts'
import { committeeElection } from '../features/committee-election/index.ts'
import { communityBudget } from '../features/community-budget/index.ts'
import { deliberation } from '../features/deliberation/index.ts'
import { directory } from '../features/directory/index.ts'
import { estate } from '../features/estate/index.ts'
import { fundUse } from '../features/fund-use/index.ts'
import { home } from '../features/home/index.ts'
import { inbox } from '../features/inbox/index.ts'
import { law } from '../features/law/index.ts'
import { locality } from '../features/locality/index.ts'
import { maintenanceFund } from '../features/maintenance-fund/index.ts'
import { operations } from '../features/operations/index.ts'
import { ownersVote } from '../features/owners-vote/index.ts'
import { privacy } from '../features/privacy/index.ts'
import { realName } from '../features/real-name/index.ts'
import { timeBank } from '../features/time-bank/index.ts'
import { transparency } from '../features/transparency/index.ts'
import { villageDecision } from '../features/village-decision/index.ts'
import { volunteering } from '../features/volunteering/index.ts'
import { workOrderFeature } from '../features/work-order/index.ts'
import type { Feature } from '../platform/feature.ts'

/** The one list of slices, in the order their migrations run: a slice comes after those it refers to. */
export const features: readonly Feature[] = [
  calendar,
  locality,
  directory,
  account,
  realName,
  transparency,
  law,
  ballots,
  operations,
  workOrderFeature,
  villageDecision,
  deliberation,
  privacy,
  inbox,
  home,
  estate,
  ownersVote,
  committeeElection,
  maintenanceFund,
  fundUse,
  volunteering,
  timeBank,
  communityBudget,
]
