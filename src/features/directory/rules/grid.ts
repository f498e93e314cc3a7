/** Grids: the smallest unit below a community. A code is given once: never again, also after a merger. */
import { type AreaPath, gridPath } from '../../../kernel/area-code.ts'

const LETTERS = 'GHJKLMNPQRSTUVWXYZ'
const PER_LETTER = 99

/**
 * The next free code of a community, from all that were ever given.
 * @param given paths of the community's grids, ended ones included
 * @returns undefined when 1,782 were given, which no community reaches
 */
export const nextGrid = (community: AreaPath, given: readonly AreaPath[]): AreaPath | undefined => {
  const place = (path: AreaPath): number => LETTERS.indexOf(path.charAt(12)) * PER_LETTER + Number(path.slice(13))
  const next = given.reduce((most, path) => Math.max(most, place(path)), 0)
  const letter = LETTERS.charAt(Math.floor(next / PER_LETTER))
  return letter === '' ? undefined : gridPath(community, `${letter}${String((next % PER_LETTER) + 1).padStart(2, '0')}`)
}

const DIGITS = '零一二三四五六七八九'

/** 第一网格 … 第十二网格; from one hundred on in Arabic digits. */
export const gridName = (position: number): string => {
  if (position > 99) return `第${position}网格`
  const [tens, ones] = [Math.floor(position / 10), position % 10]
  const said = `${tens > 1 ? DIGITS.charAt(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS.charAt(ones) : ''}`
  return `第${said}网格`
}

/** How many grids the demonstration gives a community: three to five, always the same for the same community. */
export const demoGridCount = (community: AreaPath): number => 3 + (Number(community.slice(-3)) % 3)
