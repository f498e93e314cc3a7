/**
 * What a spreadsheet would run: a cell that begins with a sign of a formula (also in full width, also after blanks or
 * apostrophes), a tab or a line end. Such a cell is written with an apostrophe before it, and read without it.
 * Apostrophes before it count, so that a text that really begins with one comes back as it was.
 */
const DANGEROUS = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/

/** A text as a cell of an export. */
export const guarded = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text)

/** A cell of an import as the text it stands for. */
export const bare = (cell: string): string => (cell.startsWith("'") && DANGEROUS.test(cell) ? cell.slice(1) : cell)
