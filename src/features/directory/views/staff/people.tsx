import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { dateOf } from '../../../../kernel/time.ts'
import type { ListAnswer } from '../../../../platform/ui/console/api.ts'
import { AskDialog, reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { FilterControl, ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { AreaControl, type OfficeRow, OrganisationControl, useHolds, useRoleLines } from './data.tsx'
import { EndOffice, type LastDay } from './last-day.tsx'
import { SeePerson } from './see-person.tsx'

const SOURCE = '/api/console/offices'

const useRoleOptions = () => {
  const t = useT('directory')
  return useRoleLines()
    .filter(({ id }) => id !== 'resident')
    .map(({ id }) => ({ value: id, label: t(`roles.${id}`) }))
}

const Appoint = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('directory')
  const now = useNow()
  const roles = useRoleOptions()
  const appoint = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  return (
    <AskDialog
      title={t('staff.people.appoint')}
      ok={t('staff.people.appoint')}
      error={appoint.error}
      busy={appoint.isPending}
      onCancel={onClose}
      onAnswer={({ name = '', phone = '', organisation = '', role = '', area = '', from = '', to = '' }) =>
        appoint.mutate(
          {
            person: { name, phone },
            organisation,
            role,
            ...(area !== '' && { area }),
            ...(from !== '' && { from }),
            ...(to !== '' && { to }),
          },
          { onSuccess: onClose },
        )
      }
      fields={[
        { name: 'name', label: t('staff.people.name') },
        { name: 'phone', kind: 'tel', label: t('staff.people.phone'), hint: t('staff.people.phoneHint') },
        { name: 'organisation', kind: 'own', label: t('staff.organisation'), Control: OrganisationControl },
        { name: 'role', kind: 'select', label: t('staff.people.role'), options: roles },
        {
          name: 'area',
          kind: 'own',
          label: t('staff.people.over'),
          Control: AreaControl,
          hint: t('staff.people.overHint'),
          optional: true,
        },
        { name: 'from', kind: 'date', label: t('staff.from'), initial: dateOf(now) },
        { name: 'to', kind: 'date', label: t('staff.lastDay'), optional: true },
      ]}
    />
  )
}

/** Who is looked for is sent in the body and stays out of the address. */
const FindPerson = () => {
  const t = useT('directory')
  const [typed, setTyped] = useState('')
  const find = useAction<string, ListAnswer<OfficeRow>>((person, { api, key }) =>
    api.send('POST', `${SOURCE}/search`, { person }, { key }),
  )
  return (
    <section className="find-person" aria-label={t('staff.people.find')}>
      <Input.Search
        aria-label={t('staff.people.find')}
        placeholder={t('staff.people.findHint')}
        value={typed}
        onChange={event => {
          setTyped(event.target.value)
          if (event.target.value === '') find.reset()
        }}
        onSearch={text => text.trim() !== '' && find.mutate(text)}
        enterButton={t('staff.people.findButton')}
        autoComplete="off"
      />
      <RefusalNotice said={reasonsOf(find.error)} />
      {find.data !== undefined && (
        <div className="found">
          <DataTable
            caption={t('staff.people.found')}
            empty={t('staff.people.nobody')}
            rows={find.data.items}
            rowKey={row => row.id}
            columns={[
              { key: 'name', head: t('staff.people.name'), names: true, cell: row => row.name },
              { key: 'phone', head: t('staff.people.phone'), cell: row => row.phone },
              { key: 'organisation', head: t('staff.organisation'), cell: row => row.organisationName },
              { key: 'role', head: t('staff.people.role'), cell: row => t(`roles.${row.role}`) },
              { key: 'from', head: t('staff.from'), cell: row => row.from },
              { key: 'to', head: t('staff.lastDay'), cell: row => row.to ?? '' },
            ]}
          />
          <Button onClick={() => find.reset()}>{t('staff.close')}</Button>
        </div>
      )}
    </section>
  )
}

const Ended = ({ label, value, onChange }: FilterControl) => (
  <Checkbox checked={value === 'true'} onChange={event => onChange(event.target.checked ? 'true' : undefined)}>
    {label}
  </Checkbox>
)

/** Who holds which office, masked; looking someone up, appointing, ending. */
export const People = () => {
  const t = useT('directory')
  const roles = useRoleOptions()
  const [making, setMaking] = useState(false)
  const appoints = useHolds('securityAdmin')
  const keys = appoints ? [{ key: 'n', label: t('staff.people.appoint'), run: () => setMaking(true) }] : []
  useKeys(t('staff.people.title'), keys)
  const columns: readonly ListColumn<OfficeRow>[] = [
    { key: 'name', title: t('staff.people.name'), cell: row => row.name },
    { key: 'phone', title: t('staff.people.phone'), figures: true, cell: row => row.phone },
    { key: 'organisation', title: t('staff.organisation'), cell: row => row.organisationName },
    { key: 'role', title: t('staff.people.role'), cell: row => t(`roles.${row.role}`) },
    { key: 'area', title: t('staff.people.over'), cell: row => row.areaName },
    { key: 'from', title: t('staff.from'), figures: true, cell: row => row.from },
    { key: 'to', title: t('staff.lastDay'), figures: true, cell: row => row.to ?? '' },
  ]
  const end: RowAction<OfficeRow, LastDay> = {
    id: 'end',
    label: t('staff.endOffice.ok'),
    key: 'e',
    tone: 'danger',
    may: row => appoints && row.to === null,
    dialog: EndOffice,
    run: (row, input, { api, key }) => api.send('POST', `${SOURCE}/${row.id}/end`, input, { key }),
  }
  return (
    <>
      <ListPage<OfficeRow>
        id="offices"
        title={t('staff.people.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => `${row.name} · ${t(`roles.${row.role}`)}`}
        columns={columns}
        filters={[
          { kind: 'select', name: 'role', label: t('staff.people.role'), options: roles },
          { kind: 'custom', name: 'ended', label: t('staff.people.withEnded'), Control: Ended },
        ]}
        actions={[end as RowAction<OfficeRow, never>]}
        tools={
          <>
            <FindPerson />
            {appoints && (
              <Button type="primary" onClick={() => setMaking(true)}>
                {t('staff.people.appoint')} <kbd>n</kbd>
              </Button>
            )}
          </>
        }
        detail={row => (
          <>
            <h2>
              {row.name} · {t(`roles.${row.role}`)}
            </h2>
            <Facts
              items={[
                { term: t('staff.organisation'), value: row.organisationName },
                { term: t('staff.people.over'), value: row.areaName },
                { term: t('staff.people.sees'), value: t(`sees.${row.role}`) },
                { term: t('staff.from'), value: row.from },
                { term: t('staff.lastDay'), value: row.to ?? t('staff.running') },
              ]}
            />
            <SeePerson key={row.id} office={row.id} />
          </>
        )}
      />
      {making && <Appoint onClose={() => setMaking(false)} />}
    </>
  )
}
