import type { Basis } from '../cite.ts'
import { type Definition, stepsOf, transitions } from './definition.ts'

type Any = Definition<string, string, string, string>

/** One thing that can be done: who does it, what must hold, where it leads, and the rules it rests on. */
export type ActionLine = {
  readonly action: string
  readonly by: readonly string[]
  readonly gates: readonly string[]
  /** Steps it leads to, apart from the one it is done in. */
  readonly to: readonly string[]
  /** It may leave the case where it is. */
  readonly stays: boolean
  readonly basis: readonly Basis[]
}

/** A step and everything that can be done in it. `new` is the case before it is opened. */
export type StepLine = { readonly step: string; readonly end: boolean; readonly actions: readonly ActionLine[] }

const lineOf = (definition: Any, action: string, at: string): ActionLine => {
  const spec = definition.actions[action]
  if (spec === undefined) throw new Error(`no such action: ${action}`)
  const { by, gates, to, basis } = spec
  return {
    action,
    by,
    gates,
    to: to.filter(step => step !== 'same' && step !== at),
    stays: to.some(step => step === 'same' || step === at),
    basis,
  }
}

/** The definition step by step, in its own order, beginning with how a case is opened. What moves a case stands before what does not. */
export const explain = (definition: Any): readonly StepLine[] =>
  ['new', ...stepsOf(definition)].map(step => ({
    step,
    end: definition.steps[step]?.end === true,
    actions: Object.entries(definition.actions)
      .filter(([, spec]) => spec.from.includes(step))
      .map(([action]) => lineOf(definition, action, step))
      .sort((one, other) => Number(one.to.length === 0) - Number(other.to.length === 0)),
  }))

/** An arrow of the state diagram: everything that leads from one step to another. */
export type Arrow = { readonly from: string; readonly to: string; readonly actions: readonly string[] }

const arrowsOf = (definition: Any): readonly Arrow[] => {
  const arrows = new Map<string, { from: string; to: string; actions: string[] }>()
  for (const { action, from, to } of transitions(definition)) {
    if (from === 'new' || from === to) continue
    const key = `${from} ${to}`
    const arrow = arrows.get(key)
    if (arrow === undefined) arrows.set(key, { from, to, actions: [action] })
    else arrow.actions.push(action)
  }
  return [...arrows.values()]
}

export type Layout = {
  /** The longest way to an end through the steps in the order they are written: the spine of the picture. */
  readonly spine: readonly string[]
  /** Steps beside the spine, each with the row of the spine it is nearest to: ends on one side, detours on the other. */
  readonly beside: readonly { readonly step: string; readonly row: number; readonly end: boolean }[]
  readonly arrows: readonly Arrow[]
}

/** Where the steps stand in a picture: found from the definition alone, so that the picture cannot say something else. */
export const layoutOf = (definition: Any): Layout => {
  const steps = stepsOf(definition)
  const arrows = arrowsOf(definition)
  const best = new Map<string, readonly string[]>()
  for (const step of steps.toReversed()) {
    const on = arrows
      .filter(({ from, to }) => from === step && steps.indexOf(to) > steps.indexOf(from))
      .map(({ to }) => best.get(to) ?? [])
      .filter(way => definition.steps[way.at(-1) ?? '']?.end === true)
      .reduce<readonly string[]>((longest, way) => (way.length > longest.length ? way : longest), [])
    best.set(step, [step, ...on])
  }
  const spine = best.get(definition.start) ?? []
  const sourcesOf = (step: string): readonly number[] =>
    arrows
      .filter(({ to }) => to === step)
      .map(({ from }) => spine.indexOf(from))
      .filter(row => row >= 0)
      .sort((one, other) => one - other)
  const taken = { true: new Set<number>(), false: new Set<number>() }
  // Those with the fewest rows to stand in choose first, so that each stands beside a step it is reached from.
  const beside = steps
    .filter(step => !spine.includes(step))
    .toSorted((one, other) => sourcesOf(one).length - sourcesOf(other).length)
    .map(step => {
      const end = definition.steps[step]?.end === true
      const rows = sourcesOf(step)
      let row = rows.find(each => !taken[`${end}`].has(each)) ?? rows[0] ?? 0
      while (taken[`${end}`].has(row)) row += 1
      taken[`${end}`].add(row)
      return { step, row, end }
    })
  return { spine, beside, arrows }
}
