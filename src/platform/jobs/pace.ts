/** Steps by which work that was held up may make up for lost time. */
const BEHIND_MAX = 10

/**
 * Keeps long work from taking all it can get from people who wait for a page: `await pace()` between its steps lets one
 * begin every `stepMs`. Steps that take longer are not slowed down, and those after them make up for it.
 *
 * @param clock monotonic, in milliseconds
 */
export const paced = (
  stepMs: number,
  clock: () => number = () => performance.now(),
  rest: (ms: number) => Promise<unknown> = ms => new Promise(resolve => setTimeout(resolve, ms)),
): (() => Promise<void>) => {
  let due = clock()
  return async () => {
    const now = clock()
    due = Math.max(due + stepMs, now - BEHIND_MAX * stepMs)
    if (due > now) await rest(due - now)
  }
}
