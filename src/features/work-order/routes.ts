import type { Route } from '../../platform/http/types.ts'
import { actRoutes } from './routes-act.ts'
import { exportRoutes } from './routes-export.ts'
import { fieldRoutes } from './routes-field.ts'
import { figureRoutes } from './routes-figures.ts'
import { handOnRoutes } from './routes-hand-on.ts'
import { importRoutes } from './routes-import.ts'
import { monthRoutes } from './routes-months.ts'
import { openRoutes } from './routes-open.ts'
import { procedureRoutes } from './routes-procedure.ts'
import { readRoutes } from './routes-read.ts'
import { receiptRoutes } from './routes-receipt.ts'
import { reportRoutes } from './routes-report.ts'
import { residentRoutes } from './routes-resident.ts'
import { shownRoutes } from './routes-shown.ts'
import { staffRoutes } from './routes-staff.ts'

export const routes: readonly Route[] = [
  ...readRoutes,
  ...actRoutes,
  ...staffRoutes,
  ...handOnRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...shownRoutes,
  ...fieldRoutes,
  ...reportRoutes,
  ...receiptRoutes,
  ...residentRoutes,
  ...openRoutes,
  ...figureRoutes,
  ...monthRoutes,
  ...procedureRoutes,
]
