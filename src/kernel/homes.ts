/**
 * Where somebody lives, in free text: a building with a flat in it, or a house number said to be a home. The community,
 * the road and the building alone are where a matter is, and stay: "3栋电梯停了" is news, "3栋502房" is a door.
 */
export type Home = { readonly start: number; readonly end: number }

const N = '[\\d０-９]'
const ZH = '[零〇一二三四五六七八九十百]'
const NUMBER = `(?:${N}{1,4}|${ZH}{1,4})`
const LETTER = '[A-Za-zＡ-Ｚａ-ｚ]'
const GAP = '[\\s\\-－—–,,、]{0,2}'
/** 12号 before the building belongs to the door. */
const HOUSE = `(?:${NUMBER}号${GAP})?`
const BUILDING = `(?:(?:第)?(?:${NUMBER}|${LETTER}${N}{0,2}|${N}{1,3}${LETTER})${GAP}(?:栋|幢|座|号楼|#楼?|号院)(?:楼)?)`
const UNIT = `(?:${GAP}(?:${NUMBER}|${LETTER})${GAP}(?:单元|梯|门))`
const FLOOR = `(?:${GAP}${NUMBER}${GAP}(?:层|楼))`
/** A room with its word, or bare digits that are not the beginning of something counted. */
const NAMED_ROOM = `(?:${GAP}(?:${LETTER}?${N}{1,4}${LETTER}?|${ZH}{2,5}|${ZH})${GAP}(?:室|房间|房|号房|户(?!居民|人家|型|外|口|籍|主|用)))`
const BARE_ROOM = `(?:${GAP}${LETTER}?${N}{3,4}${LETTER}?(?!${N}|\\s*[年月日元个米平吨件人次%瓦千万亿户盏部台]))`
const ROOM = `(?:${NAMED_ROOM}|${BARE_ROOM})`

const DOOR = new RegExp(`${HOUSE}${BUILDING}${UNIT}?${FLOOR}?${ROOM}(?:号)?`, 'gu')
/** 2单元502, 12号502室: a flat without a word for its building. */
const FLAT = new RegExp(
  `(?:${NUMBER}(?:单元|梯)${FLOOR}?${ROOM}|(?<=[路街巷道里弄村坊园区庭苑城])${GAP}${NUMBER}号(?:之${NUMBER})?${UNIT}?${FLOOR}?${NAMED_ROOM}|(?<=[路街巷道里弄村坊园区庭苑城号])${NUMBER}\\s?[-－—]\\s?${NUMBER}\\s?[-－—]\\s?${N}{3,4}(?!${N}))(?:室|房)?`,
  'gu',
)
/** A house number that the writer says is a home. */
const LIVES =
  /(?<=(?:家住|住在|现住|住址|家庭地址|家庭住址|居住在|居住于|户籍地址|居住地址|我家在|家在)[是为:：\s]{0,3}[^。;；\n]{0,40}?)(?:[\d０-９]{1,5}|[零〇一二三四五六七八九十百]{1,4})号(?!线|楼|路|院|公路|门岗)(?:之[一二三四五六七八九十\d]{1,2})?/gu

const SIGNS = /[栋幢座室房户#]|单元|号楼|号院|住|家在|梯|[\d０-９]\s?[-－—]\s?[\d０-９]/u

/** A quick look, since most texts hold no such thing. */
export const mayHoldHome = (text: string): boolean => SIGNS.test(text)

/** Every door in the text, in order; none overlap. Offsets are UTF-16. */
export const homesIn = (text: string): readonly Home[] => {
  const found: Home[] = []
  for (const pattern of [DOOR, FLAT, LIVES])
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (!found.some(home => home.start < end && start < home.end)) found.push({ start, end })
    }
  return found.toSorted((a, b) => a.start - b.start)
}
