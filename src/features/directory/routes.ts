import type { Route } from '../../platform/http/types.ts'
import { consoleRoutes } from './routes-console.ts'
import { publicRoutes } from './routes-public.ts'
import { registerRoutes } from './routes-registers.ts'

export const routes: readonly Route[] = [...publicRoutes, ...consoleRoutes, ...registerRoutes]
