import { UNSAID, type Votes } from './votes.ts'

/** The two directions in which opinions differ most, and the mean opinion of each statement. */
export type Axes = {
  readonly first: Float64Array
  readonly second: Float64Array
  readonly means: Float64Array
}

const TURNS_MAX = 30
/** So little a direction turns once it is found: one minus the cosine. */
const STILL = 1e-6

const at = (list: Float64Array, index: number): number => list[index] as number

/** What the people who are placed have said, one after the other: the statement, and how far from its mean. */
type Said = { readonly ends: Int32Array; readonly columns: Int32Array; readonly apart: Float64Array }

const meansOf = (votes: Votes): Float64Array =>
  Float64Array.from(votes.tallies(), ({ agree, disagree, pass }) => {
    const said = agree + disagree + pass
    return said === 0 ? 0 : (agree - disagree) / said
  })

const saidOf = (votes: Votes, rows: readonly number[], means: Float64Array): Said => {
  const whole = rows.reduce((sum, row) => sum + votes.saidBy(row), 0)
  const [ends, columns, apart] = [new Int32Array(rows.length), new Int32Array(whole), new Float64Array(whole)]
  let next = 0
  for (const [index, row] of rows.entries()) {
    const line = votes.line(row)
    for (let column = 0; column < means.length; column++) {
      const said = line[column] as number
      if (said === UNSAID) continue
      columns[next] = column
      apart[next] = said - at(means, column)
      next++
    }
    ends[index] = next
  }
  return { ends, columns, apart }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += at(a, index) * at(b, index)
  return sum
}

/** To length one; a vector of nothing stays nothing. */
const unit = (vector: Float64Array): Float64Array => {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map(value => value / length)
}

const without = (vector: Float64Array, direction: Float64Array | undefined): Float64Array => {
  if (direction === undefined) return vector
  const along = dot(vector, direction)
  return vector.map((value, index) => value - along * at(direction, index))
}

/** What is unsaid is taken for the mean, so it adds nothing: only what was said is gone through. */
const multiply = ({ ends, columns, apart }: Said, by: Float64Array): Float64Array => {
  const result = new Float64Array(by.length)
  let from = 0
  for (const end of ends) {
    let along = 0
    for (let index = from; index < end; index++) along += at(apart, index) * at(by, columns[index] as number)
    for (let index = from; index < end; index++) {
      const column = columns[index] as number
      result[column] = at(result, column) + along * at(apart, index)
    }
    from = end
  }
  return result
}

/** A direction to begin with that is the same every time and no statement's alone. */
const begun = (length: number, turn: number): Float64Array =>
  Float64Array.from({ length }, (_, index) => 1 + (((index + 1) * (turn + 3) * 7919) % 101) / 101)

/** The one before, with an entry for each new statement. */
const resumed = (before: Float64Array | undefined, length: number, turn: number): Float64Array => {
  const fresh = begun(length, turn)
  return before === undefined ? fresh : fresh.map((value, index) => before[index] ?? value / Math.sqrt(length))
}

const largest = (said: Said, start: Float64Array, apart: Float64Array | undefined): Float64Array => {
  let direction = unit(without(start, apart))
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    const next = unit(without(multiply(said, direction), apart))
    const still = 1 - Math.abs(dot(next, direction))
    direction = next
    if (still < STILL) break
  }
  return direction
}

/** Where the people of some rows stand, in their order. */
export type Placing = { readonly axes: Axes; readonly x: Float64Array; readonly y: Float64Array }

/**
 * The two axes by power iteration, from those before where there are some (after a few more votes that is a few turns), and
 * where everybody stands on them. Whoever has said less is moved out by the root of what is missing, or all who are new
 * would be found in the middle.
 * @param rows the people who have said enough to be placed
 */
export const placing = (votes: Votes, rows: readonly number[], before?: Axes): Placing => {
  const means = meansOf(votes)
  const said = saidOf(votes, rows, means)
  const first = largest(said, resumed(before?.first, means.length, 0), undefined)
  const second = largest(said, resumed(before?.second, means.length, 1), first)
  const [x, y] = [new Float64Array(rows.length), new Float64Array(rows.length)]
  let from = 0
  for (const [row, end] of said.ends.entries()) {
    const scale = end === from ? 0 : Math.sqrt(means.length / (end - from))
    let [along, across] = [0, 0]
    for (let index = from; index < end; index++) {
      const column = said.columns[index] as number
      along += at(said.apart, index) * at(first, column)
      across += at(said.apart, index) * at(second, column)
    }
    x[row] = along * scale
    y[row] = across * scale
    from = end
  }
  return { axes: { first, second, means }, x, y }
}
