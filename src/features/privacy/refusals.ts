import type { RefusalTable } from '../../kernel/refusal.ts'
import { codeRefusals } from '../../platform/identity/code-refusals.ts'

/** One line per tag; words in messages/. */
export const refusals = {
  'purpose-missing': { status: 422 },
  'purpose-not-yours': { status: 403 },
  'confirm-first': { status: 403 },
  'no-phone': { status: 409 },
  ...codeRefusals,
  'export-running': { status: 409 },
  'export-over': { status: 410 },
  'erase-sure': { status: 422 },
  'erase-office': { status: 409 },
  'hold-unknown': { status: 404 },
  'hold-decided': { status: 409 },
  'hold-standing': { status: 409 },
  'same-person': { status: 409 },
  'record-unknown': { status: 404 },
} as const satisfies RefusalTable<string>
