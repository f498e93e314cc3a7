import { Button } from 'antd'
import { useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { SendDialog } from '../../../../platform/ui/console/send-dialog.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { COURSES, RISKS, SKILLS, TOPICS } from '../../rules/kinds.ts'
import type { Activity } from '../public/list.tsx'
import { ActivityPane } from './activity-pane.tsx'
import { ACTIVITIES, KEEPS, type Me, type Places, VOLUNTEERS } from './data.ts'
import { choice, line, long } from './deed.tsx'

const Create = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('volunteering')
  const places = useGet<Places>(`${VOLUNTEERS}/places`).data?.items
  const groups = useGet<Places>('/api/open/volunteer-groups?limit=100').data?.items
  if (places === undefined || groups === undefined) return null
  const options = (items: Places['items']) => items.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <SendDialog
      onClose={onClose}
      sending={{
        title: t('console.create'),
        path: ACTIVITIES,
        renews: [ACTIVITIES],
        says: t('does.create'),
        fields: [
          {
            name: 'area',
            kind: 'select',
            label: t('field.community'),
            initial: places[0]?.id ?? '',
            options: options(places),
          },
          { name: 'group', kind: 'select', label: t('field.group'), optional: true, options: options(groups) },
          line(t, 'title'),
          long(t, 'about', true),
          line(t, 'place', { optional: true }),
          choice(t, 'topic', 'topic', TOPICS, { initial: 'governance' }),
          choice(t, 'risk', 'risk', RISKS, { initial: 'none' }),
          long(t, 'riskNotice'),
          { ...line(t, 'insurance', { optional: true }), label: t('field.insuranceNo') },
          choice(t, 'course', 'course', COURSES, { optional: true }),
          choice(t, 'skill', 'skill', SKILLS, { optional: true }),
          { name: 'minAge', kind: 'number', label: t('field.minAge'), initial: '0' },
        ],
      }}
    />
  )
}

/** Activities of one's area; the one under the cursor opens below with its shifts. */
export const ActivitiesPage = () => {
  const t = useT('volunteering')
  const [creating, setCreating] = useState(false)
  const runs = useGet<Me>('/api/me').data?.offices.some(({ role }) => KEEPS.has(role)) ?? false
  useKeys(t('console.activities'), runs ? [{ key: 'n', label: t('console.create'), run: () => setCreating(true) }] : [])
  const columns: readonly ListColumn<Activity>[] = [
    { key: 'no', title: t('certificate.no'), figures: true, extra: true, cell: row => row.no },
    { key: 'title', title: t('field.title'), cell: row => row.title },
    { key: 'area', title: t('field.community'), cell: row => row.areaName },
    { key: 'topic', title: t('field.topic'), cell: row => t(`topic.${row.topic}`) },
    { key: 'shifts', title: t('pages.activity.shifts'), figures: true, cell: row => row.shifts.length },
    {
      key: 'taken',
      title: t('console.people'),
      figures: true,
      cell: row =>
        `${row.shifts.reduce((sum, { taken }) => sum + taken, 0)} / ${row.shifts.reduce((sum, { capacity }) => sum + capacity, 0)}`,
    },
  ]
  return (
    <>
      <ListPage<Activity>
        id="volunteer-activities"
        title={t('console.activities')}
        source={ACTIVITIES}
        rowKey={row => row.id}
        rowName={row => row.title}
        columns={columns}
        filters={[
          {
            kind: 'select',
            name: 'topic',
            label: t('field.topic'),
            options: TOPICS.map(value => ({ value, label: t(`topic.${value}`) })),
          },
        ]}
        tools={
          runs ? (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('console.create')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <ActivityPane key={row.id} row={row} />}
      />
      {creating && <Create onClose={() => setCreating(false)} />}
    </>
  )
}
