import type { Route } from '../../platform/http/types.ts'
import { accountRoutes } from './routes-account.ts'
import { consoleRoutes } from './routes-console.ts'
import { journeyRoutes } from './routes-journey.ts'

export const routes: readonly Route[] = [...journeyRoutes, ...accountRoutes, ...consoleRoutes]
