import { feature } from '../../platform/feature.ts'
import { demo } from './demo.ts'
import { importTask } from './import/task.ts'
import { consumers } from './reactions.ts'
import { REFUSALS } from './refusals.ts'
import { routes } from './routes.ts'
import { sees } from './scope.ts'
import { terms } from './terms.ts'

export const workOrderFeature = feature({
  id: 'work-order',
  zh: '12345 接诉即办',
  rows: ['B'],
  terms,
  refusals: REFUSALS,
  routes,
  sees,
  consumers,
  tasks: [importTask],
  demo,
  folder: import.meta.dirname,
})
