/**
 * The register of the demonstration's estate: 300 units of four buildings. Everything is made up and says so; the ID
 * numbers are of a division that does not exist, so they are nobody's.
 */
import { idCheckCharacter, parseUscc } from '../../kernel/codes.ts'
import { d, dateOfDayNumber, dayNumber, type LocalDate } from '../../kernel/time.ts'
import { demoResident } from '../directory/index.ts'
import type { Field } from './rules/import-words.ts'
import type { Line } from './rules/register-import.ts'

export const DEMO_ESTATE_NAME = '演示花园'
export const DEMO_DEVELOPER = '演示置业有限公司'
/** So many of the demonstration's residents own something here; the other owners have no account. */
export const DEMO_OWNERS = 150

const BUILDINGS = 4
const STAIRWELLS = 2
const FLOORS = 17
const SHOPS = 8
const PARKING = 20
const FIRST_BIRTH = dayNumber(d('1950-01-01'))

/** The made-up ID number of an owner. */
export const demoIdNumber = (number: number): string => {
  const birth = dateOfDayNumber(FIRST_BIRTH + number * 29).replaceAll('-', '')
  const first17 = `449999${birth}${String(number % 1000).padStart(3, '0')}`
  return first17 + idCheckCharacter(first17)
}

const demoUscc = (): string => {
  const stem = '91449999MA0000001'
  const found = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    .map(last => stem + last)
    .find(code => parseUscc(code) !== undefined)
  return found ?? stem
}

const owner = (number: number): { readonly owner: string; readonly number: string } => ({
  owner: number <= DEMO_OWNERS ? demoResident(number).name : `演示业主${String(number).padStart(3, '0')}`,
  number: demoIdNumber(number),
})

const EMPTY = { building: '', stairwell: '', kind: '', areaSource: '', share: '', handedOn: '', basis: '', paper: '' }
type Cells = Partial<Record<Field, string>> & { readonly code: string; readonly area: string }

const SOLD: LocalDate = d('2019-06-01')
const HANDED = '2019-09-01'

const codes = (): readonly string[] =>
  Array.from({ length: BUILDINGS * STAIRWELLS * FLOORS * 2 }, (_, index) => {
    const [room, floor] = [(index % 2) + 1, (Math.floor(index / 2) % FLOORS) + 1]
    const [stairwell, building] = [
      (Math.floor(index / (2 * FLOORS)) % STAIRWELLS) + 1,
      Math.floor(index / (2 * FLOORS * STAIRWELLS)) + 1,
    ]
    return `${building}-${stairwell}-${floor}${String(room).padStart(2, '0')}`
  })

/** Every twentieth home is not sold, every thirtieth sold and not handed over; every seventh is owned by two. */
const homes = (): readonly Cells[] =>
  codes().flatMap((code, index): readonly Cells[] => {
    const area = `${[89.5, 112.36, 76.08, 128.9][index % 4]}`
    const on = dateOfDayNumber(dayNumber(SOLD) + (index % 300))
    if (index % 20 === 19) return [{ code, area, owner: '建设单位', number: '', on: SOLD }]
    const one = {
      code,
      area,
      ...owner(index + 1),
      on,
      ...(index % 30 === 29 ? {} : { handedOn: HANDED > on ? HANDED : on }),
    }
    if (index % 7 !== 6) return [one]
    return [
      { ...one, share: '1/2' },
      { ...one, ...owner(400 + index), share: '1/2' },
    ]
  })

const shops = (): readonly Cells[] =>
  Array.from({ length: SHOPS }, (_, index) => ({
    code: `S-${index + 1}`,
    building: '1',
    kind: '商铺',
    area: '45.25',
    owner: '演示商业管理有限公司',
    number: demoUscc(),
    on: SOLD,
    handedOn: HANDED,
  }))

const parking = (): readonly Cells[] =>
  Array.from({ length: PARKING }, (_, index) => ({
    code: `P-${String(index + 1).padStart(3, '0')}`,
    building: 'P',
    kind: '车位',
    area: '12.72',
    ...owner(index + 1),
    on: '2020-03-01',
    handedOn: '2020-03-01',
  }))

/** One line for a unit and an owner, as a file would have them. */
export const demoLines = (): readonly Line[] =>
  [...homes(), ...shops(), ...parking()].map((cells, index) => ({
    line: index + 2,
    cells: { ...EMPTY, owner: '', number: '', on: '', ...cells },
  }))
