import type { Route } from '../../platform/http/types.ts'
import { bankRoutes } from './routes-bank.ts'
import { housingRoute } from './routes-housing.ts'
import { keepRoutes } from './routes-keep.ts'
import { openRoutes } from './routes-open.ts'
import { paperRoutes } from './routes-papers.ts'
import { readRoutes } from './routes-read.ts'
import { renewalRoute } from './routes-renewal.ts'

export const routes: readonly Route[] = [
  ...openRoutes,
  ...paperRoutes,
  ...readRoutes,
  ...keepRoutes,
  housingRoute,
  renewalRoute,
  ...bankRoutes,
]
