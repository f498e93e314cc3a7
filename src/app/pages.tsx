import { views as account } from '../features/account/views/index.ts'
import { views as calendar } from '../features/calendar/views/index.ts'
import { views as committeeElection } from '../features/committee-election/views/index.ts'
import { views as communityBudget } from '../features/community-budget/views/index.ts'
import { views as deliberation } from '../features/deliberation/views/index.ts'
import { views as estate } from '../features/estate/views/index.ts'
import { views as fundUse } from '../features/fund-use/views/index.ts'
import { views as home } from '../features/home/views/index.ts'
import { views as inbox } from '../features/inbox/views/index.ts'
import { views as law } from '../features/law/views/index.ts'
import { views as maintenanceFund } from '../features/maintenance-fund/views/index.ts'
import { views as ownersVote } from '../features/owners-vote/views/index.ts'
import { views as privacy } from '../features/privacy/views/index.ts'
import { views as realName } from '../features/real-name/views/index.ts'
import { views as timeBank } from '../features/time-bank/views/index.ts'
import { views as transparency } from '../features/transparency/views/index.ts'
import { views as villageDecision } from '../features/village-decision/views/index.ts'
import { views as volunteering } from '../features/volunteering/views/index.ts'
import { views as workOrder } from '../features/work-order/views/index.ts'
import { rendererOf } from '../platform/ui/renderer.tsx'
import { ConsoleDocument } from '../platform/ui/views/console.tsx'
import { views as ui } from '../platform/ui/views/index.ts'
import { CONSOLE_SPACES } from './console-spaces.ts'
import { site } from './site.ts'

/** The document of /console/*; the client then shows the page its address names. */
const Console = () => <ConsoleDocument spaces={CONSOLE_SPACES} />

/** The one list of server-rendered views: each slice adds the `views` of its `views/index.ts`. */
const pages = {
  ...account,
  ...calendar,
  ...communityBudget,
  ...committeeElection,
  ...estate,
  ...deliberation,
  ...fundUse,
  ...home,
  ...inbox,
  ...law,
  ...maintenanceFund,
  ...ownersVote,
  ...privacy,
  ...realName,
  ...timeBank,
  ...transparency,
  ...villageDecision,
  ...volunteering,
  ...workOrder,
  ...ui,
  console: Console,
}

export { site }
export const names = Object.keys(pages)
export const render = rendererOf(pages)
