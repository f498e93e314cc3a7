import type { Locale } from '../i18n/types.ts'

/** A server-rendered page: the name of a component in src/app/pages.tsx and its props. */
export type View = {
  readonly view: string
  readonly props: object
  /** Title of the document, already translated. */
  readonly title: string
  readonly status?: number
}

/** What every page knows about its surroundings. */
export type Surroundings = {
  readonly city: { readonly code: string; readonly name: string }
  readonly base: string
  readonly path: string
  readonly locale: Locale
  readonly elder: boolean
  readonly demo: boolean
  /** Of this one answer; empty on a page that is kept for many. */
  readonly nonce: string
  /** Whoever is signed in, by the name they see themselves under. */
  readonly person: { readonly name: string; readonly staff: boolean } | null
  /** A fresh idempotency key for the forms of this page. */
  readonly formKey: string
  /** The community's number for the call button; a hotline where there is none. */
  readonly phone: string
  readonly now: number
}
