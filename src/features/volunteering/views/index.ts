import { ActivityPage } from './public/activity.tsx'
import { CheckCertificate } from './public/check.tsx'
import { VolunteerFigures } from './public/figures.tsx'
import { ActivityList } from './public/list.tsx'
import { AskHelp } from './resident/ask.tsx'
import { ShiftCode } from './resident/code.tsx'
import { MyHelp } from './resident/help.tsx'
import { CheckIn } from './resident/in.tsx'
import { JoinVolunteers } from './resident/join.tsx'
import { MatchPage } from './resident/match.tsx'
import { MyVolunteering } from './resident/mine.tsx'
import { ShiftPage } from './resident/shift.tsx'

/** Pages the server renders. */
export const views = {
  'volunteering.list': ActivityList,
  'volunteering.activity': ActivityPage,
  'volunteering.figures': VolunteerFigures,
  'volunteering.check': CheckCertificate,
  'volunteering.mine': MyVolunteering,
  'volunteering.join': JoinVolunteers,
  'volunteering.shift': ShiftPage,
  'volunteering.in': CheckIn,
  'volunteering.code': ShiftCode,
  'volunteering.match': MatchPage,
  'volunteering.help': MyHelp,
  'volunteering.ask': AskHelp,
}
