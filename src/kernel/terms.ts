/** The domain's words as data: English identifier, 中文, and where the word comes from. */
export type Term = { readonly zh: string; readonly source?: string; readonly note?: string }
export type Terms = Readonly<Record<string, Term>>
