/** Something done again and again until it is stopped. */
export type Loop = {
  /** Does the next round at once, or one more when a round is running. */
  readonly nudge: () => void
  /** Waits for the running round and ends. */
  readonly stop: () => Promise<void>
}

/**
 * Runs `round`, rests, and runs it again; rounds never overlap. A round that throws is told to `onError`,
 * and the loop goes on.
 * @param round does what is due; a long one asks in between whether it is to stop
 * @param restMs between the end of a round and the beginning of the next
 */
export const startLoop = (
  restMs: number,
  round: (stopped: () => boolean) => Promise<unknown>,
  onError: (error: unknown) => void,
): Loop => {
  let stopped = false
  let nudged = false
  let wake: () => void = () => undefined

  const rest = (): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, restMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async (): Promise<void> => {
    while (!stopped) {
      nudged = false
      await round(() => stopped).catch(onError)
      if (!stopped && !nudged) await rest()
    }
  }

  const running = run()
  return {
    nudge: () => {
      nudged = true
      wake()
    },
    stop: () => {
      stopped = true
      wake()
      return running
    },
  }
}
