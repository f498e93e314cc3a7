import type { RefusalTable } from '../../kernel/refusal.ts'

export type DirectoryTag =
  | 'area-unknown'
  | 'public-text-personal'
  | 'purpose-missing'
  | 'purpose-not-yours'
  | 'area-wrong'
  | 'area-outside'
  | 'organisation-unknown'
  | 'organisation-ended'
  | 'organisation-known'
  | 'kind-unknown'
  | 'uscc-wrong'
  | 'uscc-taken'
  | 'role-unknown'
  | 'role-area'
  | 'person-unknown'
  | 'office-unknown'
  | 'office-held'
  | 'office-dates'
  | 'office-own'
  | 'administrator-two'
  | 'administrator-last'
  | 'phone-wrong'
  | 'party-unknown'
  | 'grid-unknown'
  | 'grid-same'
  | 'grids-full'
  | 'hotline-unknown'
  | 'hotline-known'
  | 'file-empty'
  | 'file-encoding'
  | 'file-quotes'
  | 'file-columns'
  | 'file-header-twice'
  | 'file-headings'

/** One line per tag; words in messages/. */
export const REFUSALS: RefusalTable<DirectoryTag> = {
  'area-unknown': { status: 404 },
  'area-wrong': { status: 422 },
  'area-outside': { status: 422 },
  'organisation-unknown': { status: 404 },
  'organisation-ended': { status: 409 },
  'organisation-known': { status: 409 },
  'kind-unknown': { status: 422 },
  'uscc-wrong': { status: 422 },
  'uscc-taken': { status: 409 },
  'role-unknown': { status: 422 },
  'role-area': { status: 422 },
  'person-unknown': { status: 404 },
  'office-unknown': { status: 404 },
  'office-held': { status: 409 },
  'office-dates': { status: 422 },
  'office-own': { status: 409 },
  'administrator-two': { status: 409 },
  'administrator-last': { status: 409 },
  'phone-wrong': { status: 422 },
  'party-unknown': { status: 404 },
  'grid-unknown': { status: 404 },
  'grid-same': { status: 422 },
  'grids-full': { status: 409 },
  'hotline-unknown': { status: 404 },
  'hotline-known': { status: 409 },
  'file-empty': { status: 422 },
  'file-encoding': { status: 422 },
  'file-quotes': { status: 422 },
  'file-columns': { status: 422 },
  'file-header-twice': { status: 422 },
  'file-headings': { status: 422 },
  'public-text-personal': { status: 422 },
  'purpose-missing': { status: 422 },
  'purpose-not-yours': { status: 403 },
}
