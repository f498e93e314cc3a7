import type { Route } from '../../platform/http/types.ts'
import { bodyRoutes } from './routes-bodies.ts'
import { keepRoutes } from './routes-keep.ts'
import { openRoutes } from './routes-open.ts'
import { registerRoutes } from './routes-register.ts'

/** Everything about estates that is asked over HTTP. */
export const routes: readonly Route[] = [...registerRoutes, ...keepRoutes, ...bodyRoutes, ...openRoutes]
