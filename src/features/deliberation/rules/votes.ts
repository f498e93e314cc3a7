/** What somebody thinks of a statement: 1 agree, -1 disagree, 0 pass. */
export type Opinion = -1 | 0 | 1

/** Nothing said yet. No opinion has this number. */
export const UNSAID = 2

export type StatementCount = {
  readonly statement: string
  readonly agree: number
  readonly disagree: number
  readonly pass: number
}

const START = 64

/**
 * Who thinks what of which statement. The last vote of a person on a statement is the one that counts, however often
 * they changed it; counts are kept as votes come in, so that nothing is counted over.
 */
export class Votes {
  readonly voters: string[] = []
  readonly statements: string[] = []
  private readonly rowOf = new Map<string, number>()
  private readonly columnOf = new Map<string, number>()
  private rows: Int8Array[] = []
  private readonly counts: { agree: number; disagree: number; pass: number }[] = []
  private readonly said: number[] = []

  /** Takes a vote; one that says what was said already changes nothing. */
  vote(voter: string, statement: string, opinion: Opinion): void {
    const [row, column] = [this.rowFor(voter), this.columnFor(statement)]
    const before = this.opinion(row, column)
    if (before === opinion) return
    const count = this.counts[column]
    if (count === undefined) throw new Error('a column has its count')
    if (before === UNSAID) this.said[row] = (this.said[row] ?? 0) + 1
    else this.add(count, before, -1)
    this.add(count, opinion, 1)
    this.rowAt(row)[column] = opinion
  }

  /** What the person of a row said of the statement of a column, or `UNSAID`. */
  opinion(row: number, column: number): number {
    const line = this.rows[row]
    return line === undefined || column >= line.length ? UNSAID : (line[column] ?? UNSAID)
  }

  /** Statements the person of a row has an opinion of. */
  saidBy(row: number): number {
    return this.said[row] ?? 0
  }

  /** The opinions of a row, one for each statement there was when the row last grew; the rest is unsaid. */
  line(row: number): Int8Array {
    return this.rowAt(row)
  }

  tallies(): readonly StatementCount[] {
    return this.statements.map((statement, column) => ({
      statement,
      agree: this.counts[column]?.agree ?? 0,
      disagree: this.counts[column]?.disagree ?? 0,
      pass: this.counts[column]?.pass ?? 0,
    }))
  }

  private add(count: { agree: number; disagree: number; pass: number }, opinion: number, by: number): void {
    if (opinion === 1) count.agree += by
    else if (opinion === -1) count.disagree += by
    else count.pass += by
  }

  private rowFor(voter: string): number {
    const known = this.rowOf.get(voter)
    if (known !== undefined) return known
    const row = this.voters.length
    this.rowOf.set(voter, row)
    this.voters.push(voter)
    this.said.push(0)
    this.rows.push(new Int8Array(Math.max(START, this.statements.length)).fill(UNSAID))
    return row
  }

  private columnFor(statement: string): number {
    const known = this.columnOf.get(statement)
    if (known !== undefined) return known
    const column = this.statements.length
    this.columnOf.set(statement, column)
    this.statements.push(statement)
    this.counts.push({ agree: 0, disagree: 0, pass: 0 })
    return column
  }

  /** Rows grow by doubling, each when it is next looked at. */
  private rowAt(row: number): Int8Array {
    const line = this.rows[row]
    if (line === undefined) throw new RangeError(`no such row: ${row}`)
    if (line.length >= this.statements.length) return line
    const wider = new Int8Array(Math.max(this.statements.length, line.length * 2)).fill(UNSAID)
    wider.set(line)
    this.rows[row] = wider
    return wider
  }
}
