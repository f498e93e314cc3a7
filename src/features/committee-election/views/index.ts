import { Election } from './public/election.tsx'
import { Elections } from './public/list.tsx'
import { ElectionNames } from './public/names.tsx'
import { ElectionProcedure } from './public/procedure.tsx'

/** Pages the server renders. None of them has a ballot on it. */
export const views = {
  'committee-election.list': Elections,
  'committee-election.election': Election,
  'committee-election.names': ElectionNames,
  'committee-election.procedure': ElectionProcedure,
}
