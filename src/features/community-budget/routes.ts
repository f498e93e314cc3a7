import type { Route } from '../../platform/http/types.ts'
import { openRoutes } from './routes-open.ts'
import { staffRoutes } from './routes-staff.ts'

/** Everything about budgets of villages and communities that is asked over HTTP. */
export const routes: readonly Route[] = [...staffRoutes, ...openRoutes]
