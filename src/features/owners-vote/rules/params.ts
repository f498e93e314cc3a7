import type { Basis } from '../../../kernel/cite.ts'

/** What holds for a vote on the day of its notice. */
export type Params = {
  readonly noticeDays: number
  readonly windowDaysMin: number
  readonly windowDaysMax: number
  readonly extensionsMax: number
  readonly proxiesMax: number
  readonly postingDays: number
  readonly basis: {
    readonly notice: Basis
    readonly window: Basis
    readonly extensions: Basis
    readonly proxies: Basis
    readonly posting: Basis
  }
}
