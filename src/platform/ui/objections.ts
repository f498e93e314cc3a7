/** What somebody objected, as its reader may see it, and what was answered. */
export type ShownObjection = {
  readonly seq: number
  /** Null for whoever may not read it. */
  readonly text: string | null
  readonly state: 'open' | 'upheld' | 'dismissed'
  readonly answer: string | null
}

type Objection = { readonly seq: number; readonly answer: ShownObjection['state'] }
type Row = {
  readonly seq: number
  readonly action: string
  readonly data: Readonly<Record<string, unknown>>
  readonly note: string
}

/**
 * Objections of a matter with their words and answers.
 * @param rows facts of the matter as this reader may see them: an objection whose fact is not among them has no words
 */
export const shownObjections = (objections: readonly Objection[], rows: readonly Row[]): readonly ShownObjection[] => {
  const answers = new Map(
    rows.flatMap(row => (row.action === 'answer' ? [[row.data.objection as number, row.note] as const] : [])),
  )
  const texts = new Map(rows.flatMap(row => (row.action === 'object' ? [[row.seq, row.note] as const] : [])))
  return objections.map(({ seq, answer }) => ({
    seq,
    text: texts.get(seq) ?? null,
    state: answer,
    answer: answers.get(seq) ?? null,
  }))
}
