import type { ReactNode } from 'react'
import { useT } from '../context.tsx'

export type Column<Row> = {
  readonly key: string
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** Right-aligned figures of equal width. */
  readonly figures?: boolean
  /** Names the row: its cell is the row's head, and stays in sight when the table is scrolled sideways. */
  readonly names?: boolean
}

export type DataTableProps<Row> = {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** On phones: a block for each row instead of a table to be scrolled. */
  readonly stack?: boolean
  readonly empty?: string
  /** Sums or other last lines. */
  readonly foot?: ReactNode
}

/** What can be scrolled sideways must be reached by keyboard; in large text even a stacked table can. */
const REACHABLE = 0

/** A table for reading: rendered on the server, printed as it is. */
export const DataTable = <Row,>({
  caption,
  columns,
  rows,
  rowKey,
  stack = false,
  empty,
  foot,
}: DataTableProps<Row>) => {
  const t = useT()
  return (
    <section className={stack ? 'table stack' : 'table'} aria-label={caption} tabIndex={REACHABLE}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.key} scope="col" className={column.figures === true ? 'n' : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={rowKey(row)}>
              {columns.map(column => {
                const className = column.figures === true ? 'n' : undefined
                return column.names === true ? (
                  <th key={column.key} scope="row" className={className} data-head={column.head}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={className} data-head={column.head}>
                    {column.cell(row)}
                  </td>
                )
              })}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length}>{empty ?? t('table.empty')}</td>
            </tr>
          )}
        </tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
    </section>
  )
}
