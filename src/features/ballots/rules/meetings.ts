import type { Threshold } from '../../../kernel/ballot/tally.ts'
import { type Cite, cite } from '../../../kernel/cite.ts'
import { MAJORITY, type Share, TWO_THIRDS } from '../../../kernel/share.ts'
import type { LocalDate } from '../../../kernel/time.ts'

/** Bodies that decide by hands: how many come, how many of them agree. */
export const MEETINGS = [
  'villagers-assembly',
  'villagers-representatives',
  'villagers-group',
  'residents-assembly',
  'residents-representatives',
  'collective-members',
  'collective-representatives',
] as const
export type Meeting = (typeof MEETINGS)[number]
export const ELECTIONS = ['election-villagers', 'election-residents'] as const
export type Election = (typeof ELECTIONS)[number]
/** Who comes: each person for himself, one for each household, or, in an election, representatives. */
export const MODES = ['persons', 'households', 'representatives'] as const
export type Mode = (typeof MODES)[number]

type Version<Rule> = {
  readonly from: string
  readonly to?: string
  readonly basis: readonly Cite[]
  readonly by: Partial<Readonly<Record<Mode, Rule>>>
}

/** Most acts ask for so many to come and for more than half of those. */
const come = (turnout: Share): Threshold => ({ turnout, assent: MAJORITY, of: 'present' })
/** A body of representatives has no households. */
const own = (turnout: Share) => ({ persons: come(turnout) })

const [VILLAGE_OLD, VILLAGE_NEW] = ['2010-10-28', '2026-01-01']
const [RESIDENTS_OLD, RESIDENTS_NEW] = ['1990-01-01', '2026-01-01']
const COLLECTIVE = '2025-05-01'
const village = (
  by: Version<Threshold>['by'],
  old: string,
  now: string,
  quote: string,
): readonly Version<Threshold>[] => [
  { from: VILLAGE_NEW, by, basis: [cite('villagers-committees-2025', now, quote)] },
  { from: VILLAGE_OLD, to: VILLAGE_NEW, by, basis: [cite('villagers-committees-2018', old, quote)] },
]

const OF_MEETINGS: Readonly<Record<Meeting, readonly Version<Threshold>[]>> = {
  'villagers-assembly': village(
    { persons: come(MAJORITY), households: come(TWO_THIRDS) },
    '第二十二条',
    '第二十六条',
    '村民会议所作决定应当经到会人员的过半数通过',
  ),
  'villagers-representatives': village(
    own(TWO_THIRDS),
    '第二十六条',
    '第三十条',
    '村民代表会议有三分之二以上的组成人员参加方可召开',
  ),
  'villagers-group': village(
    { persons: come(TWO_THIRDS), households: come(TWO_THIRDS) },
    '第二十八条',
    '第三十二条',
    '应当有本村民小组十八周岁以上的村民三分之二以上',
  ),
  'residents-assembly': [
    {
      from: RESIDENTS_NEW,
      by: { persons: come(MAJORITY), households: come(MAJORITY) },
      basis: [cite('residents-committees-2025', '第二十七条', '居民会议所作决定，应当经到会人员的过半数通过')],
    },
    {
      from: RESIDENTS_OLD,
      to: RESIDENTS_NEW,
      by: { persons: come(MAJORITY), households: come(MAJORITY) },
      basis: [cite('residents-committees-2018', '第九条', '会议的决定，由出席人的过半数通过')],
    },
  ],
  'residents-representatives': [
    {
      from: RESIDENTS_NEW,
      by: own(TWO_THIRDS),
      basis: [cite('residents-committees-2025', '第二十九条', '应当有三分之二以上的组成人员参加方可召开')],
    },
  ],
  'collective-members': [
    {
      from: COLLECTIVE,
      by: { persons: { turnout: TWO_THIRDS, assent: TWO_THIRDS, of: 'all' } },
      basis: [cite('rural-collectives-2024', '第二十七条', '成员大会全体成员三分之二以上同意')],
    },
  ],
  // The act asks for no number to come; two thirds of all have to agree.
  'collective-representatives': [
    {
      from: COLLECTIVE,
      by: { persons: { turnout: null, assent: TWO_THIRDS, of: 'all' } },
      basis: [cite('rural-collectives-2024', '第二十八条', '应当经全体成员代表三分之二以上同意')],
    },
  ],
}

export type ElectionRule = { readonly valid: Share; readonly share: Share }
const valid = (share: Share): ElectionRule => ({ valid: share, share: MAJORITY })
const MORE_THAN_TWO_THIRDS: Share = { moreThan: [2, 3] }

const OF_ELECTIONS: Readonly<Record<Election, readonly Version<ElectionRule>[]>> = {
  'election-villagers': [
    {
      from: VILLAGE_NEW,
      by: { persons: valid(MAJORITY) },
      basis: [cite('villagers-committees-2025', '第十八条', '有登记参加选举的村民过半数投票，选举有效')],
    },
    {
      from: VILLAGE_OLD,
      to: VILLAGE_NEW,
      by: { persons: valid(MAJORITY) },
      basis: [cite('villagers-committees-2018', '第十五条', '有登记参加选举的村民过半数投票，选举有效')],
    },
  ],
  // Before 2026 the act had no number for it.
  'election-residents': [
    {
      from: RESIDENTS_NEW,
      by: { persons: valid(MAJORITY), households: valid(MAJORITY), representatives: valid(MORE_THAN_TWO_THIRDS) },
      basis: [cite('residents-committees-2025', '第十九条', '有超过三分之二的居民代表参加投票，选举有效')],
    },
  ],
}

type Found<Rule> = { readonly rule: Rule; readonly basis: readonly Cite[] } | undefined

const on = <Rule>(versions: readonly Version<Rule>[], mode: Mode, date: LocalDate): Found<Rule> => {
  const version = versions.find(({ from, to }) => from <= date && (to === undefined || date < to))
  const rule = version?.by[mode]
  return version && rule && { rule, basis: version.basis }
}

/** What a body needs on a day, when it comes together in this way; undefined when no rule was in force. */
export const meetingRule = (meeting: Meeting, mode: Mode, date: LocalDate): Found<Threshold> =>
  on(OF_MEETINGS[meeting], mode, date)

/** When an election is valid on a day, and who is elected; undefined when no rule was in force. */
export const electionRule = (election: Election, mode: Mode, date: LocalDate): Found<ElectionRule> =>
  on(OF_ELECTIONS[election], mode, date)
