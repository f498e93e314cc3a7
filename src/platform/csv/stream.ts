import { stringify } from 'csv-stringify/sync'
import { cellOf, writeCsv } from './csv.ts'

type Row = Readonly<Record<string, string | number | null | undefined>>

/**
 * As `writeCsv`, piece by piece: a table of any length without holding it. The first piece carries the byte order
 * mark and the headings, also when there is no row.
 */
export async function* csvPieces(
  header: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield writeCsv(header, [])
  for await (const rows of pages)
    yield stringify(
      rows.map(row => header.map(heading => cellOf(row[heading]))),
      { record_delimiter: 'windows' },
    )
}
