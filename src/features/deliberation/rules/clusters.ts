/** Points of the plane, with how many people each stands for. Three lists of one length. */
export type Points = { readonly x: Float64Array; readonly y: Float64Array; readonly weight: Float64Array }

export type Centres = { readonly x: Float64Array; readonly y: Float64Array }

export type Grouped = { readonly of: Int32Array; readonly centres: Centres }

const TURNS_MAX = 50

const at = (list: Float64Array, index: number): number => list[index] as number

const nearest = (x: number, y: number, { x: xs, y: ys }: Centres): number => {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let index = 0; index < xs.length; index++) {
    const far = (x - at(xs, index)) ** 2 + (y - at(ys, index)) ** 2
    if (far < least) {
      best = index
      least = far
    }
  }
  return best
}

const centresAt = ({ x, y }: Points, chosen: readonly number[]): Centres => ({
  x: Float64Array.from(chosen, index => at(x, index)),
  y: Float64Array.from(chosen, index => at(y, index)),
})

/** Centres far from each other: the point farthest from the middle, then again and again the farthest from all chosen. */
const spread = (points: Points, k: number): Centres => {
  const { x, y } = points
  const far = x.map((value, index) => value ** 2 + at(y, index) ** 2)
  const chosen: number[] = []
  while (chosen.length < k) {
    let [best, most] = [-1, -1]
    for (let index = 0; index < far.length; index++)
      if (at(far, index) > most) {
        best = index
        most = at(far, index)
      }
    if (best < 0 || (chosen.length > 0 && most === 0)) break
    for (let index = 0; index < far.length; index++) {
      const distance = (at(x, index) - at(x, best)) ** 2 + (at(y, index) - at(y, best)) ** 2
      far[index] = chosen.length === 0 ? distance : Math.min(at(far, index), distance)
    }
    chosen.push(best)
  }
  return centresAt(points, chosen)
}

/** Centres along the first axis, each in the middle of an equal part of the people. */
const along = (points: Points, k: number): Centres => {
  const { x, y, weight } = points
  const sorted = Array.from(x.keys()).sort((a, b) => at(x, a) - at(x, b) || at(y, a) - at(y, b))
  const people = weight.reduce((sum, each) => sum + each, 0)
  const chosen: number[] = []
  let passed = 0
  for (const index of sorted) {
    passed += at(weight, index)
    if (chosen.length < k && passed * 2 * k > people * (2 * chosen.length + 1)) chosen.push(index)
  }
  return centresAt(points, chosen)
}

const middles = ({ x, y, weight }: Points, of: Int32Array, centres: Centres): Centres => {
  const k = centres.x.length
  const [xs, ys, sums] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)]
  for (let index = 0; index < of.length; index++) {
    const its = of[index] as number
    const each = at(weight, index)
    xs[its] = at(xs, its) + at(x, index) * each
    ys[its] = at(ys, its) + at(y, index) * each
    sums[its] = at(sums, its) + each
  }
  return {
    x: xs.map((sum, its) => (at(sums, its) === 0 ? at(centres.x, its) : sum / at(sums, its))),
    y: ys.map((sum, its) => (at(sums, its) === 0 ? at(centres.y, its) : sum / at(sums, its))),
  }
}

/** From these centres until nobody changes the group, or for so many turns. */
export const settle = (points: Points, start: Centres, turns = TURNS_MAX): Grouped => {
  const of = new Int32Array(points.x.length)
  let centres = start
  for (let turn = 0; turn < turns; turn++) {
    let moved = turn === 0
    for (let index = 0; index < of.length; index++) {
      const its = nearest(at(points.x, index), at(points.y, index), centres)
      if (its !== of[index]) moved = true
      of[index] = its
    }
    if (!moved) break
    centres = middles(points, of, centres)
  }
  return { of, centres }
}

/** How far all people are from the middle of their group, squared. */
const loose = ({ x, y, weight }: Points, { of, centres }: Grouped): number => {
  let sum = 0
  for (let index = 0; index < of.length; index++) {
    const its = of[index] as number
    const far = (at(x, index) - at(centres.x, its)) ** 2 + (at(y, index) - at(centres.y, its)) ** 2
    sum += far * at(weight, index)
  }
  return sum
}

/**
 * Points in at most `k` groups round their means. Begun from the centres before, from points far apart and from points
 * along the first axis, the closest grouping is taken: the same points give the same groups.
 */
export const group = (points: Points, k: number, before?: Centres): Grouped => {
  const starts = [...(before?.x.length === k ? [before] : []), spread(points, k), along(points, k)]
  const [best] = starts
    .filter(({ x }) => x.length > 0)
    .map(start => settle(points, start))
    .map(found => ({ found, loose: loose(points, found) }))
    .toSorted((a, b) => a.loose - b.loose)
  return (
    best?.found ?? { of: new Int32Array(points.x.length), centres: { x: new Float64Array(), y: new Float64Array() } }
  )
}

/** Points that stand close together as one, at most `k`: what is looked for in thousands is then looked for in these. */
export const hoodsOf = (points: Points, k: number, turns: number, before?: Centres): Grouped => {
  const most = Math.min(k, points.x.length)
  return settle(points, before?.x.length === most ? before : spread(points, most), turns)
}

/**
 * How much nearer people are to their own group than to the next, from -1 to 1, over all people; 0 for whoever is alone.
 * Takes the square of the number of points: give it points that stand for many.
 */
export const silhouette = ({ x, y, weight }: Points, of: Int32Array): number => {
  const k = of.reduce((most, each) => Math.max(most, each), -1) + 1
  let [sum, people] = [0, 0]
  for (let index = 0; index < of.length; index++) {
    const [far, many] = [new Float64Array(k), new Float64Array(k)]
    for (let other = 0; other < of.length; other++) {
      const its = of[other] as number
      const others = at(weight, other) - (other === index ? 1 : 0)
      far[its] = at(far, its) + others * Math.hypot(at(x, index) - at(x, other), at(y, index) - at(y, other))
      many[its] = at(many, its) + others
    }
    const own = of[index] as number
    people += at(weight, index)
    if (at(many, own) === 0) continue
    const inside = at(far, own) / at(many, own)
    let outside = Number.POSITIVE_INFINITY
    for (let each = 0; each < k; each++)
      if (each !== own && at(many, each) > 0) outside = Math.min(outside, at(far, each) / at(many, each))
    const most = Math.max(inside, outside)
    if (Number.isFinite(most) && most > 0) sum += (at(weight, index) * (outside - inside)) / most
  }
  return people === 0 ? 0 : sum / people
}
