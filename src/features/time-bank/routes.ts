import type { Route } from '../../platform/http/types.ts'
import { memberRoutes } from './routes-members.ts'
import { mineRoutes } from './routes-mine.ts'
import { staffRoutes } from './routes-staff.ts'

/** Everything about time banks that is asked over HTTP. None of it turns time into money. */
export const routes: readonly Route[] = [...staffRoutes, ...memberRoutes, ...mineRoutes]
