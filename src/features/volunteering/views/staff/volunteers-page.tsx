import { Button } from 'antd'
import { useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { SendDialog } from '../../../../platform/ui/console/send-dialog.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { GROUP_KINDS, LANGUAGES, REACHES, SKILLS, TOPICS } from '../../rules/kinds.ts'
import { useHours } from '../when.tsx'
import { GROUPS, KEEPS, type Me, type Places, VOLUNTEERS, type Volunteer } from './data.ts'
import { choice, line, long } from './deed.tsx'
import { several, useSlots } from './several.tsx'
import { VolunteerPane } from './volunteer-pane.tsx'

const useCommunity = () => {
  const t = useT('volunteering')
  const places = useGet<Places>(`${VOLUNTEERS}/places`).data?.items
  return places === undefined
    ? undefined
    : {
        name: 'area',
        kind: 'select' as const,
        label: t('field.community'),
        initial: places[0]?.id ?? '',
        options: places.map(({ id, name }) => ({ value: id, label: name })),
      }
}

const Enter = ({ what, onClose }: { readonly what: 'join' | 'addGroup'; readonly onClose: () => void }) => {
  const t = useT('volunteering')
  const community = useCommunity()
  const groups = useGet<Places>(`/api/open/volunteer-groups?limit=100`).data?.items
  if (community === undefined || groups === undefined) return null
  const deed =
    what === 'join'
      ? {
          path: VOLUNTEERS,
          says: t('does.join'),
          lists: ['skills', 'languages', 'wishes', 'slots'],
          fields: [
            line(t, 'name'),
            line(t, 'idNumber'),
            { ...line(t, 'phone'), kind: 'tel' as const },
            community,
            {
              name: 'group',
              kind: 'select' as const,
              label: t('field.group'),
              optional: true,
              options: groups.map(({ id, name }) => ({ value: id, label: name })),
            },
            several(t, 'skills'),
            several(t, 'languages'),
            several(t, 'wishes'),
            several(t, 'slots'),
            choice(t, 'reach', 'reach', REACHES, { initial: 'community' }),
          ],
        }
      : {
          path: GROUPS,
          lists: ['topics'],
          fields: [
            line(t, 'name'),
            community,
            { ...choice(t, 'kind', 'groupKind', GROUP_KINDS, { initial: 'team' }), label: t('field.groupKind') },
            long(t, 'about', true),
          ],
        }
  return <SendDialog sending={{ ...deed, title: t(`console.${what}`), renews: [VOLUNTEERS] }} onClose={onClose} />
}

/** The register of one's area; the one under the cursor opens below. */
export const VolunteersPage = () => {
  const t = useT('volunteering')
  const hours = useHours()
  const [entering, setEntering] = useState<'join' | 'addGroup' | null>(null)
  const slots = useSlots()
  const keeps = useGet<Me>('/api/me').data?.offices.some(({ role }) => KEEPS.has(role)) ?? false
  useKeys(
    t('console.volunteers'),
    keeps ? [{ key: 'n', label: t('console.join'), run: () => setEntering('join') }] : [],
  )
  const words = (name: string, label: string, group: string, values: readonly string[]) => ({
    kind: 'select' as const,
    name,
    label: t(label),
    options: values.map(value => ({ value, label: t(`${group}.${value}`) })),
  })
  const columns: readonly ListColumn<Volunteer>[] = [
    { key: 'no', title: t('field.no'), figures: true, cell: row => row.no },
    { key: 'who', title: t('field.who'), cell: row => row.who },
    { key: 'area', title: t('field.community'), cell: row => row.areaName },
    { key: 'state', title: t('field.state'), cell: row => t(`state.${row.state}`) },
    { key: 'skills', title: t('field.skills'), cell: row => row.skills.map(skill => t(`skill.${skill}`)).join('、') },
    { key: 'hours', title: t('figure.hours'), figures: true, cell: row => hours(row.minutes) },
    { key: 'stars', title: t('field.stars'), figures: true, cell: row => (row.stars === 0 ? '' : row.stars) },
    {
      key: 'marks',
      title: t('field.note'),
      cell: row => (
        <>
          {row.minor && <Chip tone={row.guardian === '' ? 'warn' : 'plain'}>{t('console.minor')}</Chip>}
          {row.disputed && <Chip tone="late">{t('console.disputed')}</Chip>}
        </>
      ),
    },
  ]
  return (
    <>
      <ListPage<Volunteer>
        id="volunteers"
        title={t('console.volunteers')}
        source={VOLUNTEERS}
        rowKey={row => row.id}
        rowName={row => row.no}
        columns={columns}
        filters={[
          { kind: 'search', name: 'q', label: t('field.q') },
          words('skill', 'field.skills', 'skill', SKILLS),
          words('language', 'field.languages', 'language', LANGUAGES),
          words('wish', 'field.wish', 'topic', TOPICS),
          { kind: 'select', name: 'slot', label: t('field.slot'), options: slots },
          words('state', 'field.state', 'state', ['active', 'paused', 'left']),
        ]}
        tools={
          keeps ? (
            <>
              <Button type="primary" onClick={() => setEntering('join')}>
                {t('console.join')} <kbd>n</kbd>
              </Button>
              <Button onClick={() => setEntering('addGroup')}>{t('console.addGroup')}</Button>
            </>
          ) : null
        }
        detail={row => <VolunteerPane key={row.id} row={row} />}
      />
      {entering !== null && <Enter what={entering} onClose={() => setEntering(null)} />}
    </>
  )
}
