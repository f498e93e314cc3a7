import { HOUR_MS } from '../../kernel/time.ts'
import { feature } from '../../platform/feature.ts'
import { exportSweep, exportTask } from './export.ts'
import { keepRecords } from './records.ts'
import { refusals } from './refusals.ts'
import { retain } from './retention.ts'
import { routes } from './routes.ts'
import { terms } from './terms.ts'

export const privacy = feature({
  id: 'privacy',
  zh: '个人信息',
  rows: ['X'],
  terms,
  refusals,
  routes,
  sweeps: [
    exportSweep,
    { id: 'privacy.records', everyMs: HOUR_MS, run: keepRecords },
    {
      id: 'privacy.retention',
      everyMs: HOUR_MS,
      run: async (db, now, vault) => {
        const { orders, people, erasures, traces, consents } = await retain(db, vault, now)
        return orders + people + erasures + traces + consents
      },
    },
  ],
  tasks: [exportTask],
  folder: import.meta.dirname,
})
