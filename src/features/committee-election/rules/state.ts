import type { Instant, LocalDate } from '../../../kernel/time.ts'

export type Step =
  | 'announced'
  | 'listed'
  | 'standing'
  | 'polling'
  | 'counted'
  | 'posted'
  | 'serving'
  | 'handed'
  | 'annulled'
  | 'withdrawn'

/** 居民委员会 of a community, 村民委员会 of a village. */
export const BODIES = ['residents', 'villagers'] as const
export type Body = (typeof BODIES)[number]
/** Who casts: everybody on the list, one for each household, or representatives. */
export const MODES = ['persons', 'households', 'representatives'] as const
export type Mode = (typeof MODES)[number]
/** 主任、副主任、委员, and the seat for which only women stand. */
export const POSTS = ['chair', 'vice', 'member', 'woman'] as const
export type Post = (typeof POSTS)[number]
export type Seats = Readonly<Record<Post, number>>
/** Who chose the election committee: 居民（村民）会议, 代表会议, 各村民小组会议. */
export const FORMERS = ['assembly', 'representatives', 'groups'] as const
export type Former = (typeof FORMERS)[number]
/** What keeps somebody from standing: the list of the act is closed, and a review says nothing else (C-012, C-046, C-068). */
export const GROUNDS = ['expelled', 'convicted', 'gangs', 'cult'] as const
export type Ground = (typeof GROUNDS)[number]
/** The party organisation, or voters jointly. */
export const NOMINATORS = ['party', 'voters'] as const

export type By = { readonly party: string | null; readonly organisation: string | null; readonly role: string }

/** What was read aloud at the public count. Ballots and sums: nothing here says who wrote what. */
export type Count = {
  readonly issued: number
  readonly returned: number
  readonly invalid: number
  readonly votes: readonly { readonly candidate: number; readonly votes: number }[]
}

export type Command =
  | {
      readonly action: 'announce'
      readonly area: string
      readonly body: Body
      readonly mode: Mode
      readonly seats: Seats
      readonly pollingOn: LocalDate
      readonly formedOn: LocalDate
      readonly formedBy: Former
      /** Members of the election committee; their names are beside the fact. */
      readonly officials: number
    }
  | { readonly action: 'enrol'; readonly added: number; readonly casting: number }
  | { readonly action: 'publishList'; readonly on: LocalDate }
  | { readonly action: 'object' }
  | { readonly action: 'answer'; readonly objection: number; readonly upheld: boolean }
  | {
      readonly action: 'mend'
      /** The objection it follows from; null for another reason, told in the note. */
      readonly objection: number | null
      readonly added: 0 | 1
      readonly casting: -1 | 0 | 1
    }
  | { readonly action: 'replace'; readonly seat: number; readonly on: LocalDate; readonly successor: boolean }
  | {
      readonly action: 'nominate'
      /** Number on the voters' list. */
      readonly voter: number
      readonly post: Post
      readonly woman: boolean
      readonly proposer: (typeof NOMINATORS)[number]
      /** How many voters signed, checked against the list; 0 when the party organisation nominates. */
      readonly nominators: number
    }
  | { readonly action: 'pass'; readonly candidate: number }
  | { readonly action: 'bar'; readonly candidate: number; readonly ground: Ground; readonly heardOn: LocalDate }
  | { readonly action: 'appeal'; readonly candidate: number }
  | { readonly action: 'decideAppeal'; readonly candidate: number; readonly upheld: boolean }
  | { readonly action: 'decline'; readonly candidate: number }
  | { readonly action: 'publishCandidates'; readonly on: LocalDate }
  | { readonly action: 'meet'; readonly on: LocalDate }
  | { readonly action: 'publishProxies'; readonly on: LocalDate }
  | { readonly action: 'postpone'; readonly pollingOn: LocalDate }
  | { readonly action: 'open'; readonly on: LocalDate; readonly booths: number }
  /** The first person's entry: that it was made, without its numbers. */
  | { readonly action: 'firstCount' }
  | { readonly action: 'strikeCount' }
  | { readonly action: 'secondCount'; readonly count: Count }
  | { readonly action: 'post'; readonly on: LocalDate; readonly until: LocalDate }
  | { readonly action: 'again'; readonly pollingOn: LocalDate }
  | { readonly action: 'begin'; readonly until: LocalDate }
  | { readonly action: 'handOver'; readonly on: LocalDate }
  | { readonly action: 'annul' }
  | { readonly action: 'withdraw' }

export type Action = Command['action']

/** What happened: the command, with its number, when, and who did it. */
export type Fact = Command & { readonly seq: number; readonly at: Instant; readonly by: By }

/** A notice on the board, both days counted in. */
export type Posting = { readonly on: LocalDate; readonly until: LocalDate }

export type Objection = {
  readonly seq: number
  readonly answer: 'open' | 'upheld' | 'dismissed'
  readonly on: LocalDate
  readonly answeredOn: LocalDate | null
  /** The list was changed after it was upheld. */
  readonly mended: boolean
}

export type CandidateState = 'nominated' | 'standing' | 'barred' | 'appealed' | 'out' | 'declined'

/** Somebody nominated, by number; the name is kept apart and public once the candidates are. */
export type Candidate = {
  readonly no: number
  readonly voter: number
  readonly post: Post
  readonly woman: boolean
  readonly nominatedOn: LocalDate
  readonly state: CandidateState
  readonly barredOn: LocalDate | null
}

/** Who stands for how many seats of a post in a round. */
export type Contest = { readonly post: Post; readonly seats: number; readonly candidates: readonly number[] }

/** Why a round does not count: too few came, or more ballots came back than were handed out. */
export type Void = 'turnout' | 'more-returned'

/** One polling day and what came of it. */
export type Round = {
  readonly round: number
  /** 另行选举 for seats that were left: the most votes, and a third of the ballots cast. */
  readonly runoff: boolean
  readonly pollingOn: LocalDate
  readonly contests: readonly Contest[]
  readonly registered: number
  readonly count: Count | null
  readonly void: Void | null
  readonly elected: readonly number[]
  /** The seats that are left, and who stands for them next. */
  readonly left: readonly Contest[]
}

/** An election as its facts make it: numbers and days, no names. */
export type ElectionState = {
  readonly step: Step
  readonly area: string
  readonly body: Body
  readonly mode: Mode
  readonly seats: Seats
  /** `id@version` of the definition it began under. */
  readonly procedure: string
  readonly announcedAt: Instant
  readonly formedOn: LocalDate
  readonly officials: number
  readonly pollingOn: LocalDate
  /** People on the list, and how many of them cast a ballot. */
  readonly voters: number
  readonly casting: number
  readonly listedOn: LocalDate | null
  readonly objections: readonly Objection[]
  readonly candidates: readonly Candidate[]
  readonly candidatesOn: LocalDate | null
  readonly metOn: LocalDate | null
  readonly proxiesOn: LocalDate | null
  /** Rounds that began; the last one is under way or over. */
  readonly rounds: readonly Round[]
  /** One person has entered the count; a second is to enter the same. */
  readonly waiting: boolean
  readonly posted: Posting | null
  readonly term: Posting | null
  readonly handedOn: LocalDate | null
}
