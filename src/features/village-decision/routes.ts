import type { Route } from '../../platform/http/types.ts'
import { figureRoutes } from './routes-figures.ts'
import { openRoutes } from './routes-open.ts'
import { staffRoutes } from './routes-staff.ts'

/** Everything about decisions of villages that is asked over HTTP. */
export const routes: readonly Route[] = [...staffRoutes, ...openRoutes, ...figureRoutes]
