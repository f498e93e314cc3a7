import type { Basis } from '../../kernel/cite.ts'
import { type Definition, pinOf } from '../../kernel/procedure/definition.ts'
import { explain, layoutOf } from '../../kernel/procedure/explain.ts'
import type { Translate } from '../i18n/types.ts'
import type { BasisItem } from './parts/basis.tsx'
import type { ProcedureShown } from './parts/procedure.tsx'
import type { ProcedureProps } from './parts/procedure-page.tsx'

type Any = Definition<string, string, string, string>

/**
 * A procedure in the reader's words, read off its definition: the names in it are keys of its slice's messages
 * (`step`, `says`, `action`, `by`, `gate`), and what it does not say is not shown.
 * @param slice whose messages are used
 * @param basisOf how a rule's source is shown here
 */
export const shownProcedure = (
  definition: Any,
  slice: string,
  t: Translate,
  basisOf: (basis: Basis) => BasisItem,
): ProcedureShown => {
  const say = (kind: string, name: string): string => t(`${slice}:${kind}.${name}`)
  const { spine, beside, arrows } = layoutOf(definition)
  return {
    steps: explain(definition).map(({ step, end, actions }) => ({
      step,
      zh: say('step', step),
      says: step === 'new' ? '' : say('says', step),
      end,
      actions: actions.map(line => ({
        action: line.action,
        zh: say('action', line.action),
        by: line.by.map(role => say('by', role)),
        to: line.to.map(goal => say('step', goal)),
        gates: line.gates.map(gate => say('gate', gate)),
        basis: line.basis.map(basisOf),
      })),
    })),
    diagram: {
      spine: spine.map(step => ({ step, zh: say('step', step) })),
      beside: beside.map(each => ({ ...each, zh: say('step', each.step) })),
      arrows: arrows.map(({ from, to, actions }) => ({
        from,
        to,
        zh: actions.map(action => say('action', action)).join('、'),
      })),
    },
  }
}

/** A number of a procedure: a name in the slice's `pages.procedure.limit`, what it is, and where it comes from. */
export type NumberOf = readonly [name: string, value: string, basis: Basis]

/** What the public page of a procedure shows. @param numbers every one as it holds today */
export const procedureProps = (
  definition: Any,
  slice: string,
  t: Translate,
  basisOf: (basis: Basis) => BasisItem,
  numbers: readonly NumberOf[],
): ProcedureProps => ({
  version: pinOf(definition),
  procedure: shownProcedure(definition, slice, t, basisOf),
  limits: numbers.map(([name, value, basis]) => ({
    name: t(`${slice}:pages.procedure.limit.${name}`),
    value,
    basis: [basisOf(basis)],
  })),
})
