/** What a place sets for its volunteering, on the day of the service. All are local defaults. */
export type Params = {
  /** Hours a side may be silent before the reviewer may decide. */
  readonly silenceHours: number
  /** Minutes two people may do for each other in a month before somebody looks at it. */
  readonly pairMinutes: number
  /** Minutes of one day before somebody looks at it, and at most. */
  readonly dayMinutes: number
  readonly dayMost: number
  /** Minutes before a shift from which one may check in. */
  readonly earlyMinutes: number
  /** Hours of the five stars, rising. */
  readonly stars: readonly number[]
}
