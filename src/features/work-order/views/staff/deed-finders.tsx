import { useEffect, useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { errorOf, Field, FieldFrame } from '../../../../platform/ui/parts/field.tsx'
import type { FieldError } from '../../../../platform/ui/parts/form.tsx'
import { LIST, type Shown } from './data.ts'
import { AreaFinder, type Choice, UnitFinder } from './finders.tsx'

export type FieldOf = {
  readonly shown: Shown
  readonly errors: readonly FieldError[]
  readonly units: readonly Choice[]
  readonly first: boolean
}

/** A finder whose choice goes with the form. */
export const Found = ({
  name,
  label,
  errors,
  known,
  initial = [],
  many = false,
  area = false,
  first,
}: {
  readonly name: string
  readonly label: string
  readonly errors: readonly FieldError[]
  readonly known: readonly Choice[]
  readonly initial?: readonly string[]
  readonly many?: boolean
  readonly area?: boolean
  readonly first: boolean
}) => {
  const [values, setValues] = useState(initial)
  const Finder = area ? AreaFinder : UnitFinder
  return (
    <FieldFrame name={name} label={label} error={errorOf(errors, name)} optional={many}>
      <Finder id={name} label={label} value={values} onChange={setValues} many={many} known={known} autoFocus={first} />
      {values.map(value => (
        <input key={value} type="hidden" name={name} value={value} />
      ))}
    </FieldFrame>
  )
}

type People = {
  readonly items: readonly {
    readonly party: string
    readonly name: string
    readonly role: string
    readonly open: number
  }[]
}

export const Person = ({ shown, errors }: FieldOf) => {
  const t = useT('work-order')
  const people = useGet<People>(`${LIST}/${shown.order.id}/people`)
  // The list comes after the form: the keyboard goes to it then.
  useEffect(() => {
    if (people.isSuccess) document.getElementById('assignee')?.focus()
  }, [people.isSuccess])
  const options =
    people.data?.items.map(({ party, name, role, open }) => ({
      value: party,
      label: t('console.person', { name, role: t(`by.${role}`), count: open }),
    })) ?? []
  return (
    <Field
      kind="select"
      name="assignee"
      label={t('console.field.assignee')}
      options={options}
      empty={t('console.choose')}
      errors={errors}
      value={shown.order.assignee ?? ''}
      key={options.length}
    />
  )
}

/** Photos of the order to choose from: none is public unless ticked. */
export const PublicPhotos = ({ shown }: FieldOf) => {
  const t = useT('work-order')
  const href = useHref()
  if (shown.order.photos.length === 0) return null
  return (
    <fieldset className="field">
      <legend>{t('console.field.publicPhotos')}</legend>
      <ul className="thumbs pick">
        {shown.order.photos.map(({ id, purpose }, index) => (
          <li key={id}>
            <label>
              <img
                src={href(`${LIST}/${shown.order.id}/photos/${id}?variant=thumb`)}
                alt={t('console.photo', { n: index + 1, purpose: t(`console.purpose.${purpose}`) })}
                width="96"
                height="96"
              />
              <input type="checkbox" name="photos" value={id} /> {t(`console.purpose.${purpose}`)}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
