import { accountConsole } from '../features/account/views/staff/module.tsx'
import { calendarConsole } from '../features/calendar/views/staff/module.tsx'
import { committeeElections } from '../features/committee-election/views/staff/module.tsx'
import { communityBudgets } from '../features/community-budget/views/staff/module.tsx'
import { deliberations } from '../features/deliberation/views/staff/module.tsx'
import { directoryConsole } from '../features/directory/views/staff/module.tsx'
import { estateConsole } from '../features/estate/views/staff/module.tsx'
import { fundUses } from '../features/fund-use/views/staff/module.tsx'
import { localityConsole } from '../features/locality/views/staff/module.tsx'
import { fundConsole } from '../features/maintenance-fund/views/staff/module.tsx'
import { operationsConsole } from '../features/operations/views/staff/module.tsx'
import { ownersVotes } from '../features/owners-vote/views/staff/module.tsx'
import { privacyConsole } from '../features/privacy/views/staff/module.tsx'
import { realNameConsole } from '../features/real-name/views/staff/module.tsx'
import { timeBankConsole } from '../features/time-bank/views/staff/module.tsx'
import { villageDecisions } from '../features/village-decision/views/staff/module.tsx'
import { volunteeringConsole } from '../features/volunteering/views/staff/module.tsx'
import { workOrders } from '../features/work-order/views/staff/module.tsx'
import { UrgentRows } from '../features/work-order/views/staff/urgent-rows.tsx'
import type { ConsoleModule } from '../platform/ui/console/module.ts'

/** What each slice adds to the staff console, in the order of the side list. */
export const modules: readonly ConsoleModule[] = [
  workOrders,
  villageDecisions,
  communityBudgets,
  ownersVotes,
  committeeElections,
  fundUses,
  estateConsole,
  fundConsole,
  deliberations,
  volunteeringConsole,
  timeBankConsole,
  directoryConsole,
  realNameConsole,
  localityConsole({ 'work-order.urgent-list': UrgentRows }),
  calendarConsole,
  operationsConsole,
  privacyConsole,
  accountConsole,
]
