import { useHref, useT } from '../context.tsx'
import { errorOf, Field, FieldFrame } from './field.tsx'
import type { FieldError } from './form.tsx'
import { Button } from './form.tsx'
import type { Shape } from './outline.tsx'
import { Outline } from './outline.tsx'

export type AreaOption = { readonly code: string; readonly name: string }

export type PlaceValue = {
  readonly town?: string
  readonly community?: string
  readonly grid?: string
  readonly address?: string
  readonly lng?: string
  readonly lat?: string
}

export type PlacePickerProps = {
  readonly towns: readonly AreaOption[]
  /** Of the chosen town, and grids of the chosen community; empty until one is chosen. */
  readonly communities: readonly AreaOption[]
  readonly grids?: readonly AreaOption[]
  readonly value?: PlaceValue
  readonly errors?: readonly FieldError[]
  /** Where a button without script asks for the next list: the form is sent there by POST and comes back. */
  readonly refresh?: string
  /** Address of the children of an area as JSON `[{code, name}]`; `{code}` stands for the area. For the script. */
  readonly childrenUrl?: string
  /** Outlines to put a pin on; the list stays, so a pin is never needed. */
  readonly outline?: readonly Shape[]
}

const options = (areas: readonly AreaOption[]) => areas.map(({ code, name }) => ({ value: code, label: name }))

/**
 * Town, community, grid and an address in one's own words. Names of the fields: town, community, grid, address, lng, lat.
 * Works with lists alone; a pin and the phone's own position only help to fill them.
 */
export const PlacePicker = ({
  towns,
  communities,
  grids = [],
  value = {},
  errors = [],
  refresh,
  childrenUrl,
  outline = [],
}: PlacePickerProps) => {
  const t = useT()
  const href = useHref()
  const pick = (name: 'town' | 'community' | 'grid', areas: readonly AreaOption[]) => (
    <Field
      kind="select"
      name={name}
      label={t(`place.${name}`)}
      options={options(areas)}
      empty={t('place.choose')}
      value={value[name] ?? ''}
      errors={errors}
      optional={name === 'grid'}
    />
  )
  return (
    <div
      className="place-picker"
      data-places
      data-children={childrenUrl === undefined ? undefined : href(childrenUrl)}
      data-choose={t('place.choose')}
      data-locate={t('place.locate')}
      data-located={t('place.located')}
      data-unlocated={t('place.unlocated')}
    >
      {pick('town', towns)}
      {communities.length > 0 || childrenUrl !== undefined ? pick('community', communities) : null}
      {grids.length > 0 || childrenUrl !== undefined ? pick('grid', grids) : null}
      {refresh !== undefined && (
        <div className="no-script">
          <Button tone="plain" action={refresh} name="refresh" value="place">
            {t('place.next')}
          </Button>
        </div>
      )}
      <Field
        name="address"
        label={t('place.address')}
        hint={t('place.addressHint')}
        value={value.address ?? ''}
        errors={errors}
        maxLength={200}
      />
      {outline.length > 0 && (
        <FieldFrame name="pin" label={t('place.pin')} hint={t('place.pinHint')} error={errorOf(errors, 'pin')} optional>
          <Outline
            shapes={outline}
            label={t('place.pin')}
            pin={
              value.lng !== undefined && value.lat !== undefined ? [Number(value.lng), Number(value.lat)] : undefined
            }
            pickable
          />
        </FieldFrame>
      )}
      <input type="hidden" name="lng" defaultValue={value.lng ?? ''} />
      <input type="hidden" name="lat" defaultValue={value.lat ?? ''} />
    </div>
  )
}
