import type { Route } from '../../platform/http/types.ts'
import { helpRoutes } from './routes-help.ts'
import { listRoutes } from './routes-list.ts'
import { mineRoutes } from './routes-mine.ts'
import { needRoutes } from './routes-needs.ts'
import { openRoutes } from './routes-open.ts'
import { placeRoutes } from './routes-place.ts'
import { registerRoutes } from './routes-register.ts'
import { runRoutes } from './routes-run.ts'
import { serviceRoutes } from './routes-services.ts'

/** Everything about volunteering that is asked over HTTP. */
export const routes: readonly Route[] = [
  ...listRoutes,
  ...registerRoutes,
  ...runRoutes,
  ...needRoutes,
  ...serviceRoutes,
  ...openRoutes,
  ...mineRoutes,
  ...placeRoutes,
  ...helpRoutes,
]
