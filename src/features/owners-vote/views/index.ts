import { OwnersVoteList } from './public/list.tsx'
import { OwnersVoteProcedure } from './public/procedure.tsx'
import { Roll } from './public/roll.tsx'
import { Screen } from './public/screen.tsx'
import { OwnersVotePage } from './public/vote.tsx'
import { BallotPage } from './resident/ballot.tsx'
import { MyVotes } from './resident/mine.tsx'
import { ReceiptPage } from './resident/receipt.tsx'
import { Sure } from './resident/sure.tsx'

/** Pages the server renders. */
export const views = {
  'owners-vote.list': OwnersVoteList,
  'owners-vote.vote': OwnersVotePage,
  'owners-vote.roll': Roll,
  'owners-vote.screen': Screen,
  'owners-vote.procedure': OwnersVoteProcedure,
  'owners-vote.mine': MyVotes,
  'owners-vote.ballot': BallotPage,
  'owners-vote.sure': Sure,
  'owners-vote.receipt': ReceiptPage,
}
