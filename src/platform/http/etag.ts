import type { Refusal } from '../../kernel/refusal.ts'

/** A strong ETag of a version. */
export const etagOf = (version: string | number): string => `"${version}"`

const listed = (header: string): readonly string[] => header.split(',').map(part => part.trim().replace(/^W\//, ''))

/** Whether a cached answer is still good (If-None-Match compares weakly). */
export const isFresh = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined && listed(ifNoneMatch).some(tag => tag === '*' || tag === etag)

/**
 * An edit says which version it saw. Nothing said: 428; another version: 412 with the current one, so that the
 * screen can show both. To be called on the locked row.
 */
export const versionRefusals = (ifMatch: string | undefined, current: string | number): readonly Refusal[] => {
  if (ifMatch === undefined || ifMatch.trim() === '') return [{ tag: 'version-missing', values: { current } }]
  const tags = ifMatch.split(',').map(part => part.trim())
  return tags.includes('*') || tags.includes(etagOf(current)) ? [] : [{ tag: 'version-stale', values: { current } }]
}

/** The numbered version an edit saw, for verbs that may be sent without one; undefined when it names none. */
export const seenVersion = (ifMatch: string | undefined): number | undefined => {
  const match = /^"(\d+)"$/.exec(ifMatch ?? '')
  return match === null ? undefined : Number(match[1])
}
