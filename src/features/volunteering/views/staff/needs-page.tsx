import { Button } from 'antd'
import { useState } from 'react'
import { dateOf, type Instant } from '../../../../kernel/time.ts'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { SendDialog } from '../../../../platform/ui/console/send-dialog.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { LANGUAGES, RISKS, SKILLS, TOPICS } from '../../rules/kinds.ts'
import { State, useWhen } from '../when.tsx'
import { KEEPS, type Me, NEEDS, type Need, type Places, VOLUNTEERS } from './data.ts'
import { choice, line, long, when } from './deed.tsx'
import { NeedPane } from './need-pane.tsx'

const Enter = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('volunteering')
  const today = dateOf(useNow())
  const places = useGet<Places>(`${VOLUNTEERS}/places`).data?.items
  if (places === undefined) return null
  return (
    <SendDialog
      onClose={onClose}
      sending={{
        title: t('console.enterNeed'),
        path: NEEDS,
        renews: [NEEDS],
        says: t('does.enterNeed'),
        fields: [
          line(t, 'name'),
          { ...line(t, 'phone'), kind: 'tel' },
          {
            name: 'area',
            kind: 'select',
            label: t('field.community'),
            initial: places[0]?.id ?? '',
            options: places.map(({ id, name }) => ({ value: id, label: name })),
          },
          choice(t, 'topic', 'topic', TOPICS, { initial: 'elder-care' }),
          long(t, 'text'),
          line(t, 'where', { hint: t('pages.ask.whereHint') }),
          choice(t, 'skill', 'skill', SKILLS, { optional: true }),
          choice(t, 'language', 'language', LANGUAGES, { optional: true }),
          choice(t, 'risk', 'risk', RISKS, { initial: 'none' }),
          ...when(t, today),
        ],
      }}
    />
  )
}

/** What neighbours need in one's area; the one under the cursor opens below with who could help. */
export const NeedsPage = () => {
  const t = useT('volunteering')
  const span = useWhen()
  const [entering, setEntering] = useState(false)
  const runs = useGet<Me>('/api/me').data?.offices.some(({ role }) => KEEPS.has(role)) ?? false
  useKeys(t('console.needs'), runs ? [{ key: 'n', label: t('console.enterNeed'), run: () => setEntering(true) }] : [])
  const columns: readonly ListColumn<Need>[] = [
    { key: 'no', title: t('certificate.no'), figures: true, extra: true, cell: row => row.no },
    { key: 'text', title: t('field.text'), cell: row => row.text },
    { key: 'area', title: t('field.community'), cell: row => row.areaName },
    { key: 'when', title: t('field.when'), figures: true, cell: row => span(row.from as Instant, row.to as Instant) },
    { key: 'topic', title: t('field.topic'), cell: row => t(`topic.${row.topic}`) },
    { key: 'skill', title: t('field.skill'), cell: row => (row.skill === null ? '' : t(`skill.${row.skill}`)) },
    { key: 'state', title: t('field.state'), cell: row => <State of="need" state={row.state} /> },
  ]
  return (
    <>
      <ListPage<Need>
        id="volunteer-needs"
        title={t('console.needs')}
        source={NEEDS}
        rowKey={row => row.id}
        rowName={row => row.no}
        columns={columns}
        filters={[
          {
            kind: 'select',
            name: 'state',
            label: t('field.state'),
            options: ['open', 'agreed', 'done', 'cancelled', 'declined'].map(value => ({
              value,
              label: t(`need.${value}`),
            })),
          },
        ]}
        tools={
          runs ? (
            <Button type="primary" onClick={() => setEntering(true)}>
              {t('console.enterNeed')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <NeedPane key={row.id} row={row} />}
      />
      {entering && <Enter onClose={() => setEntering(false)} />}
    </>
  )
}
