import type { Translate } from '../../../../platform/i18n/types.ts'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { instantAt } from './cells.tsx'

type Moved = {
  readonly id: number
  readonly order: string
  readonly no: string
  readonly clock: string
  readonly before: string | null
  readonly after: string | null
  readonly why: string
  readonly at: string
}

const When = ({ iso }: { readonly iso: string | null }) => {
  const format = useFormat()
  const at = instantAt(iso)
  return <>{at === undefined ? '–' : `${format.date(at)} ${format.time(at)}`}</>
}

const columnsOf = (t: Translate): readonly ListColumn<Moved>[] => {
  const title = (key: string): string => t(`work-order:console.moved.${key}`)
  return [
    {
      key: 'no',
      title: title('no'),
      figures: true,
      cell: row => <Link href={`/console/work-orders/${row.order}`}>{row.no}</Link>,
    },
    { key: 'clock', title: title('clock'), cell: row => t(`work-order:clock.${row.clock}`) },
    { key: 'before', title: title('before'), figures: true, cell: row => <When iso={row.before} /> },
    { key: 'after', title: title('after'), figures: true, cell: row => <When iso={row.after} /> },
    { key: 'why', title: title('why'), cell: row => row.why },
    { key: 'at', title: title('at'), figures: true, cell: row => <When iso={row.at} /> },
  ]
}

/** Dues that moved without anybody asking: because the calendar or a value of a rule did. */
export const MovedPage = () => {
  const t = useT('work-order')
  return (
    <ListPage<Moved>
      id="clock-changes"
      title={t('console.moved.title')}
      source="/api/clock-changes"
      rowKey={row => String(row.id)}
      rowName={row => `${row.no} ${row.clock}`}
      columns={columnsOf(t)}
      filters={[]}
    />
  )
}
