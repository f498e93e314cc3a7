import type { RefusalTable } from '../../kernel/refusal.ts'

/** Why something cannot be done to a fund. Words: messages/, key `refusals.<tag>`. */
export const REFUSALS = {
  'not-yours': { status: 403 },
  'public-text-personal': { status: 422 },
  'no-fund': { status: 404 },
  'fund-known': { status: 409 },
  'keeper-unknown': { status: 422 },
  'unit-unknown': { status: 422 },
  'unit-short': { status: 409 },
  'bank-short': { status: 409 },
  'above-hold': { status: 422 },
  'nothing-held': { status: 409 },
  'nothing-paid': { status: 409 },
  'ledger-amount': { status: 422 },
  'ledger-expired': { status: 409 },
  'ledger-short': { status: 409 },
  'ledger-account-closed': { status: 409 },
  'ledger-posting-differs': { status: 409 },
} as const satisfies RefusalTable<string>
