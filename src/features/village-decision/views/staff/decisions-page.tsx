import { Button } from 'antd'
import { useState } from 'react'
import { DayCell, InstantCell, objectionsColumn } from '../../../../platform/ui/console/cells.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { FOUR_ONE_AND_TWO } from '../../rules/definition.ts'
import { ALL_MATTERS } from '../../rules/matters.ts'
import type { ShownItem } from '../../shown.ts'
import { SOURCE } from './data.ts'
import { Pane } from './pane.tsx'
import { Propose } from './propose.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

/** What the villages of one's area are deciding, and what is to be done next. */
export const DecisionsPage = () => {
  const t = useT('village-decision')
  const [proposing, setProposing] = useState(false)
  const clerk = useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'communityWorker') ?? false
  useKeys(t('console.title'), clerk ? [{ key: 'n', label: t('action.propose'), run: () => setProposing(true) }] : [])
  const columns: readonly ListColumn<ShownItem>[] = [
    { key: 'no', title: t('console.no_'), figures: true, cell: row => row.no },
    { key: 'title', title: t('field.title'), cell: row => row.title },
    { key: 'area', title: t('field.area'), cell: row => row.areaName },
    { key: 'matter', title: t('field.matter'), cell: row => t(`matter.${row.matter}`), extra: true },
    { key: 'step', title: t('console.step'), cell: row => t(`step.${row.step}`) },
    { key: 'until', title: t('field.until'), figures: true, cell: row => <DayCell day={row.until} /> },
    objectionsColumn(t),
    { key: 'proposed', title: t('console.proposed'), figures: true, cell: row => <InstantCell iso={row.proposedAt} /> },
  ]
  return (
    <>
      <ListPage<ShownItem>
        id="village-decisions"
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
            options: Object.keys(FOUR_ONE_AND_TWO.steps).map(step => ({ value: step, label: t(`step.${step}`) })),
          },
          {
            kind: 'select',
            name: 'matter',
            label: t('field.matter'),
            options: ALL_MATTERS.map(matter => ({ value: matter, label: t(`matter.${matter}`) })),
          },
        ]}
        tools={
          clerk ? (
            <Button type="primary" onClick={() => setProposing(true)}>
              {t('action.propose')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <Pane key={row.id} row={row} />}
      />
      {proposing && <Propose onClose={() => setProposing(false)} />}
    </>
  )
}
