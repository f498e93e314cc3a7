import type { Definition } from '../../../kernel/procedure/definition.ts'
import type { Gate } from './gates.ts'
import type { Action, Step } from './state.ts'

/** Who acts, in the words of the access table. */
export type Role = 'communityWorker' | 'unitLead' | 'resident'

export type CommitteeElection = Definition<Step, Action, Role, Gate>

/** Some of its actions, written apart. */
export type Part<Name extends Action> = Pick<CommitteeElection['actions'], Name>
