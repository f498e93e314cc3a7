import type { FastifyInstance } from 'fastify'
import type { Installation } from '../../src/app/installation.ts'
import { logOf } from '../../src/app/log.ts'
import { serverOf } from '../../src/app/server.ts'
import { settingsOf } from '../../src/app/settings.ts'
import { loadRenderer } from '../../src/platform/ui/render.ts'
import { CITY } from './city.ts'

/** The app of an installation in this process, quiet and without its worker; whoever asks closes it. */
export const appOf = async (installation: Installation): Promise<FastifyInstance> =>
  serverOf({
    installation,
    settings: settingsOf({}, {}),
    renderer: await loadRenderer(),
    log: logOf('silent'),
    city: CITY,
    demo: false,
    readiness: () => 'ready',
  })
