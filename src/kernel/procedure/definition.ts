import type { Basis } from '../cite.ts'

/**
 * A procedure, written once as data: its steps, who may do what in which step, what must hold first, and the
 * rule each of these comes from. Screens, access, clocks, statistics and the public page are read off it.
 * A step to nowhere, an unknown role or gate, or an action without a basis does not compile.
 */
export type Definition<Step extends string, Action extends string, Role extends string, Gate extends string> = {
  readonly id: string
  /** A running case stays pinned to `id@version`. */
  readonly version: string
  readonly zh: string
  readonly start: Step
  readonly steps: Readonly<Record<Step, StepSpec>>
  readonly actions: Readonly<Record<Action, ActionSpec<Step, Role, Gate>>>
}

export type StepSpec = {
  readonly zh: string
  /** One sentence a resident understands: what happens in this step. */
  readonly says: string
  /** The case ends here. */
  readonly end?: true
}

export type ActionSpec<Step extends string, Role extends string, Gate extends string> = {
  readonly zh: string
  /** Steps it can be done in; `new` opens a case. */
  readonly from: readonly (Step | 'new')[]
  /** Where it leads; `same` stays. Several, where the outcome decides: the slice says which by its command. */
  readonly to: readonly [Step | 'same', ...(Step | 'same')[]]
  readonly by: readonly [Role, ...Role[]]
  /** What must hold, checked together so that all reasons are given at once. */
  readonly gates: readonly Gate[]
  readonly basis: readonly [Basis, ...Basis[]]
}

export const procedure = <
  const Step extends string,
  const Action extends string,
  const Role extends string,
  const Gate extends string,
>(
  definition: Definition<Step, Action, Role, Gate>,
): Definition<Step, Action, Role, Gate> => definition

type Any = Definition<string, string, string, string>

/** What a case is pinned to when it is opened: `id@version`. */
export const pinOf = ({ id, version }: Pick<Any, 'id' | 'version'>): string => `${id}@${version}`

export type Transition = { readonly action: string; readonly from: string; readonly to: string }

/** Every transition the definition allows: the public state diagram and the model tests walk these. */
export const transitions = (definition: Any): readonly Transition[] =>
  Object.entries(definition.actions).flatMap(([action, spec]) =>
    spec.from.flatMap(from => spec.to.map(to => ({ action, from, to: to === 'same' ? from : to }))),
  )

/** Every step a case can come to, `new` among them, when these actions are never done. Walks all transitions. */
const reached = (definition: Any, skipped: readonly string[]): ReadonlySet<string> => {
  const edges = transitions(definition).filter(edge => !skipped.includes(edge.action))
  const seen = new Set(['new'])
  const queue = ['new']
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const edge of edges) {
      if (edge.from === at && !seen.has(edge.to)) {
        seen.add(edge.to)
        queue.push(edge.to)
      }
    }
  }
  return seen
}

/**
 * Whether `goal` can be reached from opening a case without ever doing any of `skipped`: if so, they are steps that can
 * be left out.
 */
export const reachableWithout = (definition: Any, goal: string, ...skipped: readonly string[]): boolean =>
  reached(definition, skipped).has(goal)

/** The steps a case can come to, as they are written: of a procedure with switches, those its switches leave. */
export const stepsOf = (definition: Any): readonly string[] => {
  const seen = reached(definition, [])
  return Object.keys(definition.steps).filter(step => seen.has(step))
}

/** Steps from which nothing leads on though they are not marked as an end: a hole in the definition. */
export const deadEnds = (definition: Any): readonly string[] =>
  stepsOf(definition).filter(
    step =>
      definition.steps[step]?.end !== true &&
      !transitions(definition).some(edge => edge.from === step && edge.to !== step),
  )
