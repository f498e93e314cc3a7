import type { ConsentTopic } from '../../platform/personal/consent.ts'

/**
 * The texts people agree to: words in messages (`consent.<topic>`), their version here. Other words are another text
 * and need another version, which has to be agreed to anew (PIPL 14); a test holds the two together.
 */
export const CONSENT_TEXTS: Readonly<Record<ConsentTopic, { readonly version: string; readonly sha256: string }>> = {
  sms: { version: '2026-11', sha256: '5bd30f747d09a55abf69273d98c09c265a62222e9bb7702995934f2caf017e53' },
}
