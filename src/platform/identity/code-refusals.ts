import type { RefusalTable } from '../../kernel/refusal.ts'

/** Why no code is sent to a telephone now, and why the one that was typed does not do: of every slice that sends one. */
export const codeRefusals = {
  'code-too-many-day': { status: 429 },
  'code-too-many-hour': { status: 429 },
  'code-too-soon': { status: 429 },
  'code-expired': { status: 410 },
  'code-used': { status: 409 },
  'code-dead': { status: 410 },
  'code-wrong': { status: 422 },
} as const satisfies RefusalTable<string>
