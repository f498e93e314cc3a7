import { Button } from 'antd'
import { useState } from 'react'
import { DayCell, InstantCell, objectionsColumn } from '../../../../platform/ui/console/cells.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { DELIBERATION } from '../../rules/definition.ts'
import { ORIGINS, THEMES } from '../../rules/kinds.ts'
import type { ShownItem } from '../../shown.ts'
import { type Me, SOURCE } from './data.ts'
import { Enter } from './enter.tsx'
import { Pane } from './pane.tsx'

const LEVELS = ['community', 'town'] as const
const ENTERS: ReadonlySet<string> = new Set(['communityWorker', 'unitLead'])

/** What is being deliberated in one's area, and what is to be done next. */
export const TopicsPage = () => {
  const t = useT('deliberation')
  const [entering, setEntering] = useState(false)
  const enters = useGet<Me>('/api/me').data?.offices.some(({ role }) => ENTERS.has(role)) ?? false
  useKeys(t('console.title'), enters ? [{ key: 'n', label: t('console.raise'), run: () => setEntering(true) }] : [])
  const columns: readonly ListColumn<ShownItem>[] = [
    { key: 'no', title: t('console.no_'), figures: true, cell: row => row.no },
    { key: 'title', title: t('field.title'), cell: row => row.title },
    { key: 'area', title: t('field.area'), cell: row => row.areaName },
    { key: 'theme', title: t('field.theme'), cell: row => t(`theme.${row.theme}`), extra: true },
    { key: 'origin', title: t('console.origin'), cell: row => t(`origin.${row.origin}`), extra: true },
    { key: 'level', title: t('console.level'), cell: row => t(`level.${row.level}`) },
    { key: 'step', title: t('console.step'), cell: row => t(`step.${row.step}`) },
    { key: 'meets', title: t('console.meets'), figures: true, cell: row => <DayCell day={row.meetingOn} /> },
    objectionsColumn(t),
    { key: 'raised', title: t('console.raised'), figures: true, cell: row => <InstantCell iso={row.raisedAt} /> },
  ]
  const options = (group: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${group}.${value}`) }))
  return (
    <>
      <ListPage<ShownItem>
        id="deliberations"
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
            options: options('step', Object.keys(DELIBERATION.steps)),
          },
          { kind: 'select', name: 'theme', label: t('field.theme'), options: options('theme', THEMES) },
          { kind: 'select', name: 'level', label: t('console.level'), options: options('level', LEVELS) },
          {
            kind: 'select',
            name: 'origin',
            label: t('console.origin'),
            options: options('origin', ORIGINS),
            extra: true,
          },
        ]}
        tools={
          enters ? (
            <Button type="primary" onClick={() => setEntering(true)}>
              {t('console.raise')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <Pane key={row.id} row={row} />}
      />
      {entering && <Enter onClose={() => setEntering(false)} />}
    </>
  )
}
