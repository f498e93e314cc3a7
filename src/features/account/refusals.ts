import type { RefusalTable } from '../../kernel/refusal.ts'

/** In the order they are checked. */
export const refusals = {
  'phone-wrong': { status: 422 },
  'code-too-many-day': { status: 429 },
  'code-too-many-hour': { status: 429 },
  'code-too-soon': { status: 429 },
  'code-expired': { status: 410 },
  'code-used': { status: 409 },
  'code-dead': { status: 410 },
  'code-wrong': { status: 422 },
  'account-locked': { status: 429 },
  'sign-in-wrong': { status: 401 },
  'sign-in-busy': { status: 429 },
  'link-over': { status: 410 },
  'demo-only': { status: 404 },
  'session-unknown': { status: 404 },
  'username-wrong': { status: 422 },
  'password-short': { status: 422 },
  'password-long': { status: 422 },
  'password-common': { status: 422 },
  'password-username': { status: 422 },
  'password-plain': { status: 422 },
  'username-taken': { status: 409 },
  'party-has-credential': { status: 409 },
  'party-unknown': { status: 404 },
  'city-unfounded': { status: 409 },
} as const satisfies RefusalTable<string>
