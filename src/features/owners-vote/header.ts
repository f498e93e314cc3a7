import { H_DOMAIN } from '../../kernel/ballot/sealed/group.ts'
import { isoOf } from '../../kernel/time.ts'
import type { VoteHeader } from '../ballots/index.ts'
import type { Scope, VoteState } from './rules/state.ts'

/** Who decides, in words. */
export const scopeText = (scope: Scope): string => {
  switch (scope.kind) {
    case 'estate':
      return '全体业主'
    case 'building':
      return `${scope.building} 栋全体业主`
    case 'stairwell':
      return `${scope.building} 栋 ${scope.stairwell} 单元全体业主`
  }
}

/**
 * What a vote is, as announced and as the verifier reads it.
 * @throws when the roll is not frozen yet: a vote without a roll has no header
 */
export const headerOf = (
  city: string,
  vote: { readonly id: string; readonly title: string; readonly state: VoteState },
  motions: readonly {
    readonly no: number
    readonly title: string
    readonly item: VoteHeader['motions'][number]['item']
  }[],
): VoteHeader => {
  const { noticedOn, opens, closes, roll, scope } = vote.state
  if (noticedOn === null || opens === null || closes === null || roll === null)
    throw new Error(`vote ${vote.id} has no roll yet`)
  return {
    city,
    vote: vote.id,
    title: vote.title,
    rule: 'cc278',
    date: noticedOn,
    scope: scopeText(scope),
    opens: isoOf(opens),
    closes: isoOf(closes),
    register: roll.hash,
    hDomain: H_DOMAIN,
    motions: motions.map(({ no, title, item }) => ({ motion: String(no), title, item })),
  }
}
