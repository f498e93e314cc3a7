/** Where a file comes from, readable from the start as often as needed: a path, or bytes already in hand. */
export type Source = {
  /** Name as its owner calls it; its ending says what it claims to be. */
  readonly name: string
  readonly size: number
  readonly open: () => AsyncIterable<Uint8Array>
}

/** Why the file as a whole cannot be read. */
export type TableFault = {
  readonly why:
    | 'empty'
    | 'encoding'
    | 'quotes'
    | 'header-twice'
    | 'too-large'
    | 'not-a-zip'
    | 'zip-bomb'
    | 'sheet-broken'
    | 'sheet-memory'
  /** Line as an editor shows it, where there is one. */
  readonly line?: number
  readonly heading?: string
  readonly most?: number
}

/** One row: its number as an editor or a spreadsheet shows it (the heading is 1), and its cells by heading. */
export type TableRow = {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
  /** The row alone cannot be read: more cells than headings, or a line that is no JSON object. */
  readonly broken?: 'columns' | 'json'
}

export type Table = {
  readonly format: 'csv' | 'xlsx' | 'jsonl'
  readonly header: readonly string[]
  /** The rows in order, without holding them all; blank ones are left out. */
  readonly rows: () => AsyncIterable<TableRow>
}
