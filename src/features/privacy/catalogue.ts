import type { Column } from '../../platform/personal/catalogue.ts'
import { platformColumns } from '../../platform/personal/columns.ts'
import { identityColumns } from '../../platform/personal/columns-identity.ts'
import { columns as committeeElection } from '../committee-election/index.ts'
import { columns as communityBudget } from '../community-budget/index.ts'
import { columns as deliberation } from '../deliberation/index.ts'
import { columns as directory } from '../directory/index.ts'
import { columns as estate } from '../estate/index.ts'
import { columns as fundUse } from '../fund-use/index.ts'
import { columns as locality } from '../locality/index.ts'
import { columns as maintenanceFund } from '../maintenance-fund/index.ts'
import { columns as operations } from '../operations/index.ts'
import { columns as ownersVote } from '../owners-vote/index.ts'
import { columns as realName } from '../real-name/index.ts'
import { columns as timeBank } from '../time-bank/index.ts'
import { columns as villageDecision } from '../village-decision/index.ts'
import { columns as volunteering } from '../volunteering/index.ts'
import { columns as workOrder } from '../work-order/index.ts'

/**
 * Every column of a city's tables that could hold something of a person, as data: what, what for, how long, and how it
 * is kept. A column that is not here fails a test, so a new one is classified before it is filled.
 */
export const catalogue: readonly Column[] = [
  ...platformColumns,
  ...identityColumns,
  ...communityBudget,
  ...committeeElection,
  ...deliberation,
  ...directory,
  ...estate,
  ...fundUse,
  ...locality,
  ...maintenanceFund,
  ...operations,
  ...ownersVote,
  ...realName,
  ...timeBank,
  ...villageDecision,
  ...volunteering,
  ...workOrder,
]
