import type { Route } from '../../platform/http/types.ts'
import { openRoutes } from './routes-open.ts'
import { ownRoutes } from './routes-own.ts'
import { staffRoutes } from './routes-staff.ts'

/** Everything about uses of repair funds that is asked over HTTP. */
export const routes: readonly Route[] = [...staffRoutes, ...openRoutes, ...ownRoutes]
