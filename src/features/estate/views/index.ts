import { EstatePage } from './public/estate.tsx'
import { EstateFigures } from './public/figures.tsx'
import { EstateList } from './public/list.tsx'
import { FormationProcedure } from './public/procedure.tsx'
import { MyEstates } from './resident/mine.tsx'

/** Pages the server renders. */
export const views = {
  'estate.list': EstateList,
  'estate.estate': EstatePage,
  'estate.figures': EstateFigures,
  'estate.procedure': FormationProcedure,
  'estate.mine': MyEstates,
}
