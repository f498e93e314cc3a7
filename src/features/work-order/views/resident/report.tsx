import { useAround, useT } from '../../../../platform/ui/context.tsx'
import { Field, type Option } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { PhotoPicker } from '../../../../platform/ui/parts/photos.tsx'
import { PlacePicker, type PlaceValue } from '../../../../platform/ui/parts/place.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { PlaceLists } from '../../place.ts'
import { KINDS } from '../../rules/kinds.ts'

export type ReportProps = {
  readonly typed: {
    readonly text: string
    readonly kind: string
    readonly name: string
    readonly phone: string
    readonly about: string
    readonly options: readonly string[]
  }
  readonly place: PlaceValue
  readonly lists: PlaceLists
  readonly units: readonly Option[]
  /** Value that stands for the committee of the place itself. */
  readonly committee: string
  readonly photosMax: number
  readonly signedIn: boolean
  readonly errors: readonly FieldError[]
}

const MORE = ['kind', 'name', 'about', 'options']

/** What, a photo, where, send. All else may stay empty, and is out of the way until it is wanted. */
export const Report = (props: ReportProps) => {
  const t = useT('work-order')
  const { elder } = useAround()
  const { typed, place, lists, photosMax, errors } = props
  return (
    <Shell failed={errors.length > 0} tab="/report">
      <h1>{t('pages.report.title')}</h1>
      <ErrorSummary errors={errors} />
      {errors.length === 0 && !elder && <p className="lead">{t('pages.report.lead')}</p>}
      <Form action="/report" multipart draft="report">
        <Field
          kind="textarea"
          name="text"
          label={t('pages.report.text')}
          hint={t('pages.report.textHint')}
          value={typed.text}
          errors={errors}
          rows={elder ? 3 : 4}
          maxLength={5000}
        />
        <PhotoPicker name="photos" label={t('pages.report.photos')} max={photosMax} errors={errors} optional />
        <h2>{t('pages.report.where')}</h2>
        <PlacePicker
          towns={lists.towns}
          communities={lists.communities}
          grids={lists.grids}
          value={place}
          errors={errors}
          refresh="/report/place"
          childrenUrl="/api/areas?parent={code}"
        />
        <Phone {...props} />
        <More {...props} />
        <Button full>{t('pages.report.send')}</Button>
        <p className="why after">{t('pages.report.privacy')}</p>
      </Form>
    </Shell>
  )
}

const Phone = ({ typed, signedIn, errors }: ReportProps) => {
  const t = useT('work-order')
  return (
    <Field
      kind="tel"
      name="phone"
      label={t('pages.report.phone')}
      hint={t(signedIn ? 'pages.report.phoneKnown' : 'pages.report.phoneHint')}
      value={typed.phone}
      errors={errors}
      autoComplete="tel"
      maxLength={30}
      optional
    />
  )
}

const More = ({ typed, units, committee, errors }: ReportProps) => {
  const t = useT('work-order')
  const given = typed.kind !== '' || typed.name !== '' || typed.about !== '' || typed.options.length > 0
  return (
    <details className="fold" open={given || errors.some(error => MORE.includes(error.field))}>
      <summary>{t('pages.report.more')}</summary>
      <Field
        name="name"
        label={t('pages.report.name')}
        hint={t('pages.report.nameHint')}
        value={typed.name}
        errors={errors}
        autoComplete="name"
        maxLength={40}
        optional
      />
      <Field
        kind="checkbox"
        name="options"
        label={t('pages.report.options')}
        values={typed.options}
        errors={errors}
        options={[
          { value: 'anonymous', label: t('pages.report.anonymous'), hint: t('pages.report.anonymousHint') },
          { value: 'confidential', label: t('pages.report.confidential'), hint: t('pages.report.confidentialHint') },
        ]}
        optional
      />
      <Field
        kind="select"
        name="kind"
        label={t('pages.report.kind')}
        options={KINDS.map(kind => ({ value: kind, label: t(`kind.${kind}`) }))}
        empty={t('pages.report.kindUnknown')}
        value={typed.kind}
        errors={errors}
        optional
      />
      <Field
        kind="select"
        name="about"
        label={t('pages.report.about')}
        hint={t('pages.report.aboutHint')}
        options={[{ value: committee, label: t('pages.report.committee') }, ...units]}
        empty={t('pages.report.nobody')}
        value={typed.about}
        errors={errors}
        optional
      />
    </details>
  )
}
