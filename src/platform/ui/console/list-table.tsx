import { useT } from '../context.tsx'
import type { ListColumn } from './list-types.ts'

export type ListTableProps<Row> = {
  readonly caption: string
  readonly columns: readonly ListColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly rowName: (row: Row) => string
  readonly dense: boolean
  readonly index: number
  readonly onIndex: (index: number) => void
  readonly onOpen: (index: number) => void
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (keys: ReadonlySet<string>) => void
}

/** The rows. One of them is under the cursor; any of them may be chosen for an action on many. */
export const ListTable = <Row,>({
  caption,
  columns,
  rows,
  rowKey,
  rowName,
  dense,
  index,
  onIndex,
  onOpen,
  chosen,
  onChoose,
}: ListTableProps<Row>) => {
  const t = useT('console')
  const every = rows.length > 0 && rows.every(row => chosen.has(rowKey(row)))
  const toggle = (key: string): void =>
    onChoose(new Set(chosen.has(key) ? [...chosen].filter(one => one !== key) : [...chosen, key]))
  return (
    <table className={dense ? 'list-table dense' : 'list-table'}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th className="choose">
            <input
              type="checkbox"
              aria-label={t('list.chooseAll')}
              checked={every}
              onChange={() => onChoose(every ? new Set() : new Set(rows.map(rowKey)))}
            />
          </th>
          {columns.map(column => (
            <th key={column.key} scope="col" className={column.figures === true ? 'n' : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => {
          const key = rowKey(row)
          return (
            // The keys j, k and o do the same; the row is not a button for the keyboard.
            <tr
              key={key}
              aria-current={at === index}
              aria-selected={chosen.has(key)}
              onClick={() => onIndex(at)}
              onDoubleClick={() => onOpen(at)}
            >
              <td className="choose">
                <input
                  type="checkbox"
                  aria-label={t('list.choose', { name: rowName(row) })}
                  checked={chosen.has(key)}
                  onChange={() => toggle(key)}
                  onClick={event => event.stopPropagation()}
                />
              </td>
              {columns.map(column => (
                <td key={column.key} className={column.figures === true ? 'n' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
