import { Button } from 'antd'
import { useState } from 'react'
import { InstantCell, objectionsColumn } from '../../../../platform/ui/console/cells.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { OWNERS_VOTE } from '../../rules/definition.ts'
import type { ShownItem } from '../../shown.ts'
import { Convene } from './convene.tsx'
import { SOURCE } from './data.ts'
import { Pane } from './pane.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

/** What the estates of one's area are deciding, and what is to be done next. */
export const VotesPage = () => {
  const t = useT('owners-vote')
  const [convening, setConvening] = useState(false)
  const clerk = useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'communityWorker') ?? false
  useKeys(t('console.title'), clerk ? [{ key: 'n', label: t('action.convene'), run: () => setConvening(true) }] : [])
  const columns: readonly ListColumn<ShownItem>[] = [
    { key: 'no', title: t('console.no_'), figures: true, cell: row => row.no },
    { key: 'title', title: t('field.title'), cell: row => row.title },
    { key: 'estate', title: t('field.estate'), cell: row => row.estateName },
    { key: 'scope', title: t('field.scope'), cell: row => row.scope, extra: true },
    { key: 'step', title: t('console.step'), cell: row => t(`step.${row.step}`) },
    {
      key: 'cast',
      title: t('console.cast'),
      figures: true,
      cell: row => (row.heads === 0 ? '' : `${row.ballots}/${row.heads}`),
    },
    { key: 'closes', title: t('field.closes'), figures: true, cell: row => <InstantCell iso={row.closes} /> },
    objectionsColumn(t),
  ]
  return (
    <>
      <ListPage<ShownItem>
        id="owners-votes"
        title={t('console.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.no}
        columns={columns}
        filters={[
          {
            kind: 'select',
            name: 'step',
            label: t('console.step'),
            many: true,
            options: Object.keys(OWNERS_VOTE.steps).map(step => ({ value: step, label: t(`step.${step}`) })),
          },
        ]}
        tools={
          clerk ? (
            <Button type="primary" onClick={() => setConvening(true)}>
              {t('action.convene')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <Pane key={row.id} row={row} />}
      />
      {convening && <Convene onClose={() => setConvening(false)} />}
    </>
  )
}
