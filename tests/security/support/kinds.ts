export type Kind =
  | 'order'
  | 'photo'
  | 'import'
  | 'view'
  | 'session'
  | 'organisation'
  | 'office'
  | 'hotline'
  | 'delivery'
  | 'kept'
  | 'account'
  | 'number'
  | 'receipt'
  | 'decision'
  | 'scan'
  | 'decision-number'
  | 'vote'
  | 'vote-scan'
  | 'vote-number'
  | 'election'
  | 'election-scan'
  | 'election-number'
  | 'fund-use'
  | 'fund-use-number'
  | 'fund-use-file'
  | 'estate'
  | 'estate-unit'
  | 'estate-title'
  | 'estate-term'
  | 'estate-member'
  | 'estate-meeting'
  | 'estate-page'
  | 'fund'
  | 'fund-proposal'
  | 'fund-bond'
  | 'fund-line'
  | 'fund-paper'
  | 'topic'
  | 'topic-number'
  | 'meeting-code'
  | 'volunteer'
  | 'activity'
  | 'activity-number'
  | 'shift'
  | 'shift-code'
  | 'signup'
  | 'help-need'
  | 'help-match'
  | 'service'
  | 'own-only'
  | 'time-bank'
  | 'time-bank-member'
  | 'budget'
  | 'budget-page'
  | 'expense'
  | 'none'

/** Which kind of thing an address is about. A route whose address has a hole and no line here fails the build. */
export const KINDS: readonly (readonly [path: RegExp, kind: Kind])[] = [
  [/^\/api\/work-orders\/:id\/photos\/:file$/, 'photo'],
  [/^\/api\/work-orders\/imports\/:id/, 'import'],
  [/^\/(api\/work-orders|field|my\/reports)\/:id(\/[a-z-]+)?$/, 'order'],
  [/^\/api\/village-decisions\/:id\/scans\/:file$/, 'scan'],
  [/^\/api\/village-decisions\/:id(\/[a-z-]+)?$/, 'decision'],
  [/^\/open\/village-decisions\/:no(\/object)?$/, 'decision-number'],
  [/^\/api\/community-budgets\/:id(\/[a-z-]+)?$/, 'budget'],
  [/^\/open\/community-budgets\/:area$/, 'budget-page'],
  [/^\/api\/community-expenses\/:id(\/[a-z]+)?$/, 'expense'],
  [/^\/api\/owners-votes\/:id\/scans\/:file$/, 'vote-scan'],
  [/^\/api\/owners-votes\/:id(\/[a-z-]+)?$/, 'vote'],
  [/^\/(open\/owners-votes|me\/votes)\/:no(\/[a-z-]+)?$/, 'vote-number'],
  [/^\/api\/elections\/:id\/scans\/:file$/, 'election-scan'],
  [/^\/api\/elections\/:id(\/[a-z-]+){0,2}$/, 'election'],
  [/^\/open\/elections\/:no(\/[a-z-]+)?$/, 'election-number'],
  [/^\/api\/fund-uses\/:id(\/[a-z-]+)?$/, 'fund-use'],
  [/^\/open\/fund-uses\/:no\/files\/:file$/, 'fund-use-file'],
  [/^\/open\/fund-uses\/:no(\/object)?$/, 'fund-use-number'],
  [/^\/api\/estates\/:id\/units\/:unit\/titles\/:title\/[a-z-]+$/, 'estate-title'],
  [/^\/api\/estates\/:id\/units\/:unit(\/[a-z-]+)?$/, 'estate-unit'],
  [/^\/api\/estates\/:id\/terms\/:term\/file$/, 'estate-term'],
  [/^\/api\/estates\/:id\/members\/:member\/end$/, 'estate-member'],
  [/^\/api\/estates\/:id\/meetings\/:meeting\/post$/, 'estate-meeting'],
  [/^\/api\/estates\/:id(\/[a-z-]+){0,2}$/, 'estate'],
  [/^\/open\/estates\/:id$/, 'estate-page'],
  [/^\/api\/funds\/templates\/:kind$/, 'none'],
  [/^\/api\/funds\/:id\/proposals\/:proposal\/[a-z-]+$/, 'fund-proposal'],
  [/^\/api\/funds\/:id\/bonds\/:bond\/redeem$/, 'fund-bond'],
  [/^\/api\/funds\/:id\/lines\/:line\/[a-z]+$/, 'fund-line'],
  [/^\/api\/fund-papers\/:paper$/, 'fund-paper'],
  [/^\/(api\/)?(open\/)?funds\/:id(\/[a-z-]+)?$/, 'fund'],
  [/^\/api\/deliberations\/:id(\/[a-z-]+)?$/, 'topic'],
  [/^\/(api\/)?open\/deliberations\/:no(\/[a-z]+)?$/, 'topic-number'],
  [/^\/meet\/:code(\/speak)?$/, 'meeting-code'],
  [/^\/api\/volunteers\/:id(\/[a-z-]+)?$/, 'volunteer'],
  [/^\/api\/volunteer-activities\/:id(\/shifts)?$/, 'activity'],
  [/^\/open\/volunteering\/:no$/, 'activity-number'],
  [/^\/(api\/volunteer-shifts|my\/volunteering\/shifts)\/:id(\/[a-z-]+)?$/, 'shift'],
  [/^\/volunteer-in\/:code(\/[a-z]+)?$/, 'shift-code'],
  [/^\/api\/volunteer-signups\/:id\/[a-z-]+$/, 'signup'],
  [/^\/api\/volunteer-needs\/:id(\/[a-z-]+)?$/, 'help-need'],
  [/^\/api\/volunteer-matches\/:id\/[a-z-]+$/, 'help-match'],
  [/^\/api\/volunteer-services\/:id\/[a-z-]+$/, 'service'],
  [/^\/api\/time-banks\/:id(\/[a-z-]+)?$/, 'time-bank'],
  [/^\/api\/time-bank-members\/:id\/[a-z]+$/, 'time-bank-member'],
  [/^\/my\/(volunteering|help|time-bank)\/[a-z]+\/:id(\/[a-z]+)?$/, 'own-only'],
  [/^\/api\/deliberation-matters\/:id/, 'kept'],
  [/^\/api\/work-order-views\/:id$/, 'view'],
  [/^\/api\/me\/sessions\/:session$/, 'session'],
  [/^\/api\/console\/organisations\/:id/, 'organisation'],
  [/^\/api\/console\/offices\/:id/, 'office'],
  [/^\/api\/console\/hotlines\/:id$/, 'hotline'],
  // Lines of lists that lie in no area and are nobody's: whoever has the role sees all of them.
  [
    /^\/api\/console\/(break-glass|level-claims|merges|maintenance|dead-messages|publication-holds|legal-holds)\/:id/,
    'kept',
  ],
  [/^\/api\/console\/accounts\/:party/, 'account'],
  [/^\/api\/console\/dead-deliveries\/:consumer\/:event/, 'delivery'],
  [/^\/open\/work-orders\/:no$/, 'number'],
  [/^\/(r|claim)\/:no\/:code$/, 'receipt'],
  // What is the same for everybody: a year, a month, a key of a rule, a source of law, a tile of the journal, a link,
  // a service, a version.
  [/:(year|month|key|source|token|service|version)\b|\*/, 'none'],
]

/** The same for ids in bodies and queries: what stands in for each name. */
export const FIELDS: Readonly<Record<string, Kind | 'party' | 'notification'>> = {
  lead: 'organisation',
  assists: 'organisation',
  about: 'organisation',
  organisation: 'organisation',
  owner: 'organisation',
  parent: 'organisation',
  assignee: 'party',
  party: 'party',
  other: 'order',
  ids: 'order',
  photos: 'photo',
  session: 'session',
  id: 'notification',
  link: 'kept',
  estate: 'kept',
  keeper: 'kept',
  banker: 'kept',
  unit: 'kept',
  posting: 'kept',
  budget: 'kept',
  matter: 'kept',
  group: 'kept',
  volunteer: 'kept',
  service: 'kept',
  with: 'kept',
  to: 'kept',
}

export const ABSENT = '01939d6e-0000-7000-8000-00000000dead'
