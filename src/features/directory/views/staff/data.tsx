import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { ListAnswer } from '../../../../platform/ui/console/api.ts'
import type { AskControl } from '../../../../platform/ui/console/ask.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'

export type Area = {
  readonly path: string
  readonly code: string
  readonly label: string
  readonly level: string
}
type Areas = { readonly parent: { readonly path: string; readonly name: string }; readonly items: readonly Area[] }

export type OrganisationRow = {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly kindName: string
  readonly area: string
  readonly areaName: string
  readonly uscc: string | null
  readonly parent: string | null
  readonly from: string
  readonly to: string | null
}

export type OfficeRow = {
  readonly id: string
  readonly party: string
  readonly name: string
  readonly phone: string
  readonly organisationName: string
  readonly role: string
  readonly roleName: string
  readonly areaName: string
  readonly from: string
  readonly to: string | null
}

export type RoleLine = { readonly id: string; readonly zh: string; readonly sees: string }

/** The divisions right below one; of the city when none is given. */
export const useAreas = (parent: string | undefined, enabled = true) =>
  useGet<Areas>('/api/areas', { parent }, { enabled })

export const useRoleLines = (): readonly RoleLine[] =>
  useGet<{ readonly items: readonly RoleLine[] }>('/api/console/roles').data?.items ?? []

const optionsOf = (areas: Areas | undefined) => areas?.items.map(({ path, label }) => ({ value: path, label })) ?? []

/** A town, then one of its communities; nothing chosen is the whole city. The value is a path of the division code. */
export const AreaControl = ({ id, value, onChange }: AskControl) => {
  const t = useT('directory')
  const whole = useAreas(undefined)
  const city = whole.data?.parent.path ?? ''
  const town = value.length >= 9 ? value.slice(0, 9) : ''
  const communities = useAreas(town, town !== '')
  return (
    <span className="area-control">
      <Select
        id={id}
        aria-label={t('staff.town')}
        placeholder={t('staff.wholeCity', { city: whole.data?.parent.name ?? '' })}
        value={town === '' ? null : town}
        onChange={(next: string | null | undefined) => onChange(next ?? city)}
        options={optionsOf(whole.data)}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
      />
      {town !== '' && (
        <Select
          aria-label={t('staff.community')}
          placeholder={t('staff.wholeTown')}
          value={value.length >= 12 ? value.slice(0, 12) : null}
          onChange={(next: string | null | undefined) => onChange(next ?? town)}
          options={optionsOf(communities.data)}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
        />
      )}
    </span>
  )
}

/** An organisation found by a part of its name. */
export const OrganisationControl = ({ id, value, onChange }: AskControl) => {
  const t = useT('directory')
  const [typed, setTyped] = useState('')
  const name = useDeferredValue(typed)
  const found = useGet<ListAnswer<OrganisationRow>>('/api/console/organisations', { name, limit: 50 })
  const options = (found.data?.items ?? [])
    .filter(({ to }) => to === null)
    .map(row => ({ value: row.id, label: row.name, hint: row.areaName }))
  return (
    <Select
      id={id}
      aria-label={t('staff.organisation')}
      placeholder={t('staff.typeName')}
      value={value === '' ? null : value}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
      options={options}
      optionRender={option => `${option.label} · ${option.data.hint}`}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={found.isFetching}
    />
  )
}

type Me = { readonly offices: readonly { readonly role: string }[] }

/** Whether to show what only this role may do; the server decides it again. */
export const useHolds = (role: string): boolean =>
  useGet<Me>('/api/me').data?.offices.some(office => office.role === role) ?? false
