/** How many stars so many minutes are: each level at its number of hours or more. @param hours of the levels, rising */
export const starsOf = (minutes: number, hours: readonly number[]): number =>
  hours.filter(needed => minutes >= needed * 60).length
