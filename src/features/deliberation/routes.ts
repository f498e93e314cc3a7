import type { Route } from '../../platform/http/types.ts'
import { bodyRoutes } from './routes-bodies.ts'
import { figureRoutes } from './routes-figures.ts'
import { hallRoutes } from './routes-hall.ts'
import { meetingRoutes } from './routes-meeting.ts'
import { mineRoutes } from './routes-mine.ts'
import { openRoutes } from './routes-open.ts'
import { staffRoutes } from './routes-staff.ts'
import { talkRoutes } from './routes-talk.ts'

/** Everything about deliberations that is asked over HTTP. */
export const routes: readonly Route[] = [
  ...staffRoutes,
  ...meetingRoutes,
  ...bodyRoutes,
  ...openRoutes,
  ...talkRoutes,
  ...mineRoutes,
  ...hallRoutes,
  ...figureRoutes,
]
