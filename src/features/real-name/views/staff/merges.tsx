import { parseInstant } from '../../../../kernel/time.ts'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { When } from './when.tsx'

const SOURCE = '/api/console/merges'

type Merge = {
  readonly id: string
  readonly absorbed: string
  readonly survivor: string
  readonly mergedAt: string
  readonly undoneAt: string | null
  readonly undoUntil: string
}

/** Accounts found to be one person; a merge can be undone for thirty days, since nothing of either was rewritten. */
export const Merges = () => {
  const t = useT('real-name')
  const now = useNow()
  const columns: readonly ListColumn<Merge>[] = [
    { key: 'survivor', title: t('merges.survivor'), cell: row => row.survivor },
    { key: 'absorbed', title: t('merges.absorbed'), cell: row => row.absorbed },
    { key: 'merged', title: t('merges.mergedAt'), figures: true, cell: row => <When iso={row.mergedAt} /> },
    {
      key: 'undone',
      title: t('merges.undone'),
      figures: true,
      cell: row => (row.undoneAt === null ? '' : <When iso={row.undoneAt} />),
    },
  ]
  const undo: RowAction<Merge> = {
    id: 'undo',
    label: t('merges.undo'),
    key: 'u',
    tone: 'danger',
    may: row => row.undoneAt === null && (parseInstant(row.undoUntil) ?? 0) > now,
    run: (row, _input, { api, key }) => api.send('POST', `${SOURCE}/${row.id}/undo`, undefined, { key }),
  }
  return (
    <ListPage<Merge>
      id="merges"
      title={t('merges.title')}
      source={SOURCE}
      rowKey={row => row.id}
      rowName={row => `${row.survivor} · ${row.absorbed}`}
      columns={columns}
      filters={[]}
      actions={[undo]}
      detail={row => (
        <>
          <h2>
            {row.survivor} · {row.absorbed}
          </h2>
          <p className="why">{t('merges.why')}</p>
          <p className="meta">
            {t('merges.undoUntil')} <When iso={row.undoUntil} />
          </p>
        </>
      )}
    />
  )
}
