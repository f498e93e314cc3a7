import { Button } from 'antd'
import { useState } from 'react'
import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { FilterControl, ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { ORGANISATION_KINDS } from '../../rules/organisation-kinds.ts'
import { AreaControl, OrganisationControl, type OrganisationRow, useAreas, useHolds } from './data.tsx'
import { EndOrganisation, type LastDay } from './last-day.tsx'

const SOURCE = '/api/console/organisations'

const AreaFilter = ({ label, value, onChange }: FilterControl) => (
  <fieldset className="bare" aria-label={label}>
    <AreaControl id="area-filter" value={value} onChange={next => onChange(next.length < 9 ? undefined : next)} />
  </fieldset>
)

const useKinds = () => {
  const t = useT('directory')
  return Object.keys(ORGANISATION_KINDS).map(value => ({ value, label: t(`kinds.${value}`) }))
}

const NewOrganisation = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('directory')
  const now = useNow()
  const kinds = useKinds()
  const city = useAreas(undefined).data?.parent.path ?? ''
  const create = useAction<Readonly<Record<string, string | undefined>>>(
    (body, { api, key }) => api.send('POST', SOURCE, body, { key }),
    [SOURCE],
  )
  const orNot = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text)
  return (
    <AskDialog
      title={t('staff.organisations.new')}
      ok={t('staff.create')}
      error={create.error}
      busy={create.isPending}
      onCancel={onClose}
      onAnswer={({ name = '', kind = '', area = '', uscc, parent, from }) =>
        create.mutate(
          { name, kind, area: area === '' ? city : area, uscc: orNot(uscc), parent: orNot(parent), from: orNot(from) },
          { onSuccess: onClose },
        )
      }
      fields={[
        { name: 'name', label: t('staff.name') },
        { name: 'kind', kind: 'select', label: t('staff.kind'), options: kinds },
        { name: 'area', kind: 'own', label: t('staff.area'), Control: AreaControl, hint: t('staff.areaHint') },
        { name: 'uscc', label: t('staff.uscc'), hint: t('staff.usccHint'), optional: true },
        { name: 'parent', kind: 'own', label: t('staff.parent'), Control: OrganisationControl, optional: true },
        { name: 'from', kind: 'date', label: t('staff.from'), initial: dateOf(now) },
      ]}
    />
  )
}

/** The bodies of the city: who they are, where, since when; new ones and the end of old ones. */
export const Organisations = () => {
  const t = useT('directory')
  const kinds = useKinds()
  const [making, setMaking] = useState(false)
  const keeps = useHolds('systemAdmin')
  const keys = keeps ? [{ key: 'n', label: t('staff.organisations.new'), run: () => setMaking(true) }] : []
  useKeys(t('staff.organisations.title'), keys)
  const columns: readonly ListColumn<OrganisationRow>[] = [
    { key: 'name', title: t('staff.name'), cell: row => row.name },
    { key: 'kind', title: t('staff.kind'), cell: row => t(`kinds.${row.kind}`) },
    { key: 'area', title: t('staff.area'), cell: row => row.areaName },
    { key: 'uscc', title: t('staff.uscc'), figures: true, cell: row => row.uscc ?? '—' },
    { key: 'from', title: t('staff.from'), figures: true, cell: row => row.from },
    { key: 'to', title: t('staff.lastDay'), figures: true, cell: row => row.to ?? '' },
  ]
  const end: RowAction<OrganisationRow, LastDay> = {
    id: 'end',
    label: t('staff.endOrganisation.ok'),
    key: 'e',
    tone: 'danger',
    may: row => keeps && row.to === null,
    dialog: EndOrganisation,
    run: (row, input, { api, key }) => api.send('POST', `${SOURCE}/${row.id}/end`, input, { key }),
  }
  return (
    <>
      <ListPage<OrganisationRow>
        id="organisations"
        title={t('staff.organisations.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.name}
        columns={columns}
        filters={[
          { kind: 'select', name: 'kind', label: t('staff.kind'), options: kinds },
          { kind: 'custom', name: 'area', label: t('staff.area'), Control: AreaFilter },
          { kind: 'search', name: 'name', label: t('staff.name') },
        ]}
        actions={[end as RowAction<OrganisationRow, never>]}
        tools={
          keeps && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t('staff.organisations.new')} <kbd>n</kbd>
            </Button>
          )
        }
        detail={row => (
          <>
            <h2>{row.name}</h2>
            <Facts
              items={[
                { term: t('staff.kind'), value: t(`kinds.${row.kind}`) },
                { term: t('staff.area'), value: `${row.areaName} (${row.area})` },
                { term: t('staff.uscc'), value: row.uscc ?? t('staff.notGiven') },
                { term: t('staff.from'), value: row.from },
                { term: t('staff.lastDay'), value: row.to ?? t('staff.running') },
              ]}
            />
          </>
        )}
      />
      {making && <NewOrganisation onClose={() => setMaking(false)} />}
    </>
  )
}
