import type { FastifyInstance } from 'fastify'

/** What is running gets this long to finish. */
export const STOP_MS_MAX = 10_000
const LOOK_MS = 50

/**
 * Stops taking connections, lets what runs finish, and cuts what is left after the limit.
 * @returns true when everything finished by itself
 */
export const stopServer = async (app: FastifyInstance, withinMs: number = STOP_MS_MAX): Promise<boolean> => {
  let cut = false
  const timer = setTimeout(() => {
    cut = true
    app.server.closeAllConnections()
  }, withinMs)
  // A connection kept alive becomes idle when its answer is out.
  const looking = setInterval(() => app.server.closeIdleConnections(), LOOK_MS)
  await app.close().finally(() => {
    clearTimeout(timer)
    clearInterval(looking)
  })
  return !cut
}
