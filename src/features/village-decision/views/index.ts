import { Decision } from './public/decision.tsx'
import { VillageFigures } from './public/figures.tsx'
import { DecisionList } from './public/list.tsx'
import { DecisionProcedure } from './public/procedure.tsx'

/** Pages the server renders. */
export const views = {
  'village-decision.list': DecisionList,
  'village-decision.decision': Decision,
  'village-decision.figures': VillageFigures,
  'village-decision.procedure': DecisionProcedure,
}
