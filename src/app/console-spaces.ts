/** Namespaces of messages handed to the staff console, besides `ui` and `console`; each slice with staff views adds its id. */
export const CONSOLE_SPACES: readonly string[] = [
  'work-order',
  'village-decision',
  'community-budget',
  'owners-vote',
  'fund-use',
  'estate',
  'deliberation',
  'volunteering',
  'directory',
  'calendar',
  'locality',
  'operations',
  'privacy',
  'real-name',
  'identity',
  'account',
]
