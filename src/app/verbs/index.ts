import type { Command } from 'commander'
import { register as admin } from './admin.ts'
import { register as backup } from './backup.ts'
import { register as budget } from './budget.ts'
import { register as calendar } from './calendar.ts'
import { register as city } from './city.ts'
import { register as clock } from './clock.ts'
import { register as demo } from './demo.ts'
import { register as doctor } from './doctor.ts'
import { register as fund } from './fund.ts'
import { register as importing } from './import.ts'
import { register as keys } from './keys.ts'
import { register as operate } from './operate.ts'
import { register as opinions } from './opinions.ts'
import { register as recompute } from './recompute.ts'
import { register as retention } from './retention.ts'
import { register as start } from './start.ts'
import { register as tally } from './tally.ts'
import { register as upgrade } from './upgrade.ts'
import { register as verify } from './verify.ts'

/** The verbs, in the order `./linli --help` lists them. Each loads what it needs when it runs. */
export const verbs: readonly ((program: Command) => void)[] = [
  start,
  clock,
  tally,
  budget,
  opinions,
  fund,
  calendar,
  city,
  importing,
  demo,
  admin,
  verify,
  recompute,
  keys,
  retention,
  backup,
  upgrade,
  operate,
  doctor,
]
