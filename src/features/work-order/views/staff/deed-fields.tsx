import { useT } from '../../../../platform/ui/context.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { errorOf, Field, FieldFrame } from '../../../../platform/ui/parts/field.tsx'
import { CATEGORIES } from '../../rules/categories.ts'
import { DECLINE_REASONS, KINDS, PAUSE_REASONS, SATISFACTION } from '../../rules/kinds.ts'
import { type FieldOf, Found, Person, PublicPhotos } from './deed-finders.tsx'
import type { DeedField } from './deeds.ts'

const WORDS_MAX = 2000

/** One field of a deed. */
export const DeedInput = ({ field, ...of }: FieldOf & { readonly field: DeedField }) => {
  const t = useT('work-order')
  const { shown, errors, units, first } = of
  const { order } = shown
  const label = t(`console.field.${field}`)
  const words = (group: string, codes: readonly string[]): readonly Option[] =>
    codes.map(code => ({ value: code, label: t(`${group}.${code}`) }))
  const tick: readonly Option[] = [{ value: 'true', label: t(`console.tick.${field}`) }]
  const yesNo: readonly Option[] = [
    { value: 'true', label: t(`console.yes.${field}`) },
    { value: 'false', label: t(`console.no.${field}`) },
  ]
  switch (field) {
    case 'lead':
      return <Found name="lead" label={label} errors={errors} known={units} first={first} />
    case 'assists':
      return <Found name="assists" label={label} errors={errors} known={units} many first={false} />
    case 'area':
      return (
        <Found
          name="area"
          label={label}
          errors={errors}
          known={[{ value: order.area, label: order.areaName }]}
          initial={[order.area]}
          area
          first={false}
        />
      )
    case 'assignee':
      return <Person {...of} />
    case 'kind':
      return (
        <Field
          kind="select"
          name="kind"
          label={label}
          options={words('kind', KINDS)}
          value={order.kind}
          errors={errors}
        />
      )
    case 'category':
      return (
        <Field
          kind="select"
          name="category"
          label={label}
          options={words('category', Object.keys(CATEGORIES))}
          value={order.category}
          errors={errors}
        />
      )
    case 'decline':
      return (
        <Field kind="radio" name="reason" label={label} options={words('decline', DECLINE_REASONS)} errors={errors} />
      )
    case 'pause':
      return <Field kind="radio" name="reason" label={label} options={words('pause', PAUSE_REASONS)} errors={errors} />
    case 'satisfaction':
      return (
        <Field
          kind="select"
          name="satisfaction"
          label={label}
          options={words('satisfaction', SATISFACTION)}
          empty={t('console.choose')}
          errors={errors}
          optional
        />
      )
    case 'workdays':
      return <Field kind="number" name="workdays" label={label} errors={errors} maxLength={3} />
    case 'onList':
    case 'special':
      return <Field kind="checkbox" name={field} label={label} options={tick} errors={errors} optional />
    case 'urgent':
      return (
        <Field kind="radio" name="urgent" label={label} options={yesNo} value={String(order.urgent)} errors={errors} />
      )
    case 'reached':
      return <Field kind="radio" name="reached" label={label} options={yesNo} value="true" errors={errors} />
    case 'resolved':
      return <Field kind="radio" name="resolved" label={label} options={yesNo} errors={errors} optional />
    case 'organisation':
      return (
        <Field
          kind="select"
          name="organisation"
          label={label}
          options={order.assists
            .filter(({ state }) => state === 'asked')
            .map(({ id, name }) => ({ value: id, label: name }))}
          errors={errors}
        />
      )
    case 'photos':
      return (
        <FieldFrame name="photos" label={label} error={errorOf(errors, 'photos')} optional>
          <input id="photos" name="photos" type="file" accept="image/*" multiple />
        </FieldFrame>
      )
    case 'publicPhotos':
      return <PublicPhotos {...of} />
    case 'title':
      return (
        <Field name="title" label={label} value={order.publicTitle || order.title} errors={errors} maxLength={60} />
      )
    case 'text':
      return (
        <Field
          kind="textarea"
          name="text"
          label={label}
          hint={t('console.field.textHint')}
          value={order.publicText}
          rows={3}
          maxLength={WORDS_MAX}
          errors={errors}
        />
      )
    case 'reason':
    case 'note':
      return (
        <Field
          kind="textarea"
          name="note"
          label={label}
          rows={2}
          maxLength={WORDS_MAX}
          errors={errors}
          optional={field === 'note'}
        />
      )
  }
}
