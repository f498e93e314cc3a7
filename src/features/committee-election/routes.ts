import type { Route } from '../../platform/http/types.ts'
import { openRoutes } from './routes-open.ts'
import { paperRoutes } from './routes-papers.ts'
import { staffRoutes } from './routes-staff.ts'

/** Everything about committee elections that is asked over HTTP. Nothing of it takes a vote. */
export const routes: readonly Route[] = [...staffRoutes, ...paperRoutes, ...openRoutes]
