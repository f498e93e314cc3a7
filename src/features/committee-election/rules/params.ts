import type { Basis } from '../../../kernel/cite.ts'

/** What a number is read from: the act or what the place has set. */
export type Name =
  | 'adultYears'
  | 'listDays'
  | 'objectionDays'
  | 'answerDays'
  | 'nominators'
  | 'candidateDays'
  | 'appealDays'
  | 'proxiesMax'
  | 'runoffDays'
  | 'postingDays'
  | 'termYears'
  | 'handoverDays'
  | 'seatsMin'
  | 'seatsMax'

/** Numbers that hold for an election, by its committee, with the source of each. */
export type Params = Readonly<Record<Name, number>> & { readonly basis: Readonly<Record<Name, Basis>> }
