import { Button } from 'antd'
import { useState } from 'react'
import type { LocalDate } from '../../../../kernel/time.ts'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { RESIDENTS_ELECTION } from '../../rules/definition.ts'
import { BODIES } from '../../rules/state.ts'
import type { ShownItem } from '../../shown.ts'
import { Announce } from './announce.tsx'
import { SOURCE } from './data.ts'
import { Pane } from './pane.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const Day = ({ on }: { readonly on: LocalDate }) => {
  const { date } = useFormat()
  return <>{date(on)}</>
}

/** Elections of one's area, and what is to be done next. */
export const ElectionsPage = () => {
  const t = useT('committee-election')
  const [announcing, setAnnouncing] = useState(false)
  const clerk = useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'communityWorker') ?? false
  useKeys(t('console.title'), clerk ? [{ key: 'n', label: t('action.announce'), run: () => setAnnouncing(true) }] : [])
  const columns: readonly ListColumn<ShownItem>[] = [
    { key: 'no', title: t('console.no_'), figures: true, cell: row => row.no },
    { key: 'area', title: t('field.area'), cell: row => row.areaName },
    { key: 'body', title: t('field.body'), cell: row => t(`body.${row.body}`) },
    { key: 'mode', title: t('field.mode'), cell: row => t(`mode.${row.mode}`), extra: true },
    { key: 'step', title: t('console.step'), cell: row => t(`step.${row.step}`) },
    { key: 'polling', title: t('field.pollingOn'), figures: true, cell: row => <Day on={row.pollingOn} /> },
    {
      key: 'objections',
      title: t('console.objections'),
      cell: row =>
        row.openObjections === 0 ? '' : <Chip tone="late">{t('console.open', { count: row.openObjections })}</Chip>,
    },
  ]
  return (
    <>
      <ListPage<ShownItem>
        id="elections"
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
            options: Object.keys(RESIDENTS_ELECTION.steps).map(step => ({ value: step, label: t(`step.${step}`) })),
          },
          {
            kind: 'select',
            name: 'body',
            label: t('field.body'),
            options: BODIES.map(body => ({ value: body, label: t(`body.${body}`) })),
          },
        ]}
        tools={
          clerk ? (
            <Button type="primary" onClick={() => setAnnouncing(true)}>
              {t('action.announce')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <Pane key={row.id} row={row} />}
      />
      {announcing && <Announce onClose={() => setAnnouncing(false)} />}
    </>
  )
}
