/** Why a photo is not taken, or not given out as it was sent. Words: messages/, key `refusals.<tag>`. A slice that takes photos spreads this table into its own. */
export const REFUSALS = {
  'photo-empty': { status: 422 },
  'photo-large': { status: 413 },
  'photo-kind': { status: 415 },
  'photo-pixels': { status: 422 },
  'photo-broken': { status: 422 },
  'photo-infected': { status: 403 },
  'photo-unscanned': { status: 409 },
} as const satisfies Readonly<Record<string, { readonly status: 403 | 409 | 413 | 415 | 422 }>>

export type PhotoTag = keyof typeof REFUSALS
