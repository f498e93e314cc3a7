/** So long a turn lasts; what takes longer goes on beside those whose turn it is. */
const TURN_MS_MAX = 100
/** Nobody waits longer for a turn: whether the database has become slow is for the pool's own limit to say. */
const WAIT_MS_MAX = 1_000

/**
 * Few work at the database at once, the others wait for their turn here. A server of two processors does more with five
 * connections than with twenty (docs/concepts/load.md has the figures). Whatever takes longer than a turn gives its turn
 * up and goes on, so slow work holds nobody up, and whoever waits for somebody else while it is their turn is not waited
 * for for ever.
 */
export class Turns {
  private free: number
  private readonly turnMsMax: number
  private readonly waitMsMax: number
  private readonly queue = new Set<() => void>()

  /**
   * @param places how many work at once
   * @param turnMsMax how long a turn lasts at most
   * @param waitMsMax how long anybody waits for theirs at most; then they go on without
   */
  constructor(places: number, turnMsMax = TURN_MS_MAX, waitMsMax = WAIT_MS_MAX) {
    this.free = places
    this.turnMsMax = turnMsMax
    this.waitMsMax = waitMsMax
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.queue.size
  }

  /** Waits for a turn, first come, first served. @returns ends it; more than once does no harm */
  async take(): Promise<() => void> {
    if (this.free > 0) this.free -= 1
    else if (!(await this.called())) return () => undefined
    let over = false
    const end = (): void => {
      if (over) return
      over = true
      clearTimeout(late)
      const [next] = this.queue
      if (next === undefined) this.free += 1
      else next()
    }
    const late = setTimeout(end, this.turnMsMax)
    late.unref()
    return end
  }

  /** Whether somebody handed their turn on: false after waiting too long. */
  private called(): Promise<boolean> {
    return new Promise(resolve => {
      const call = (came: boolean): void => {
        clearTimeout(tired)
        this.queue.delete(next)
        resolve(came)
      }
      const next = (): void => call(true)
      const tired = setTimeout(() => call(false), this.waitMsMax)
      this.queue.add(next)
    })
  }
}
