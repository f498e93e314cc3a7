import { useT } from '../../../../platform/ui/context.tsx'
import { Field, type Option } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { PhotoPicker } from '../../../../platform/ui/parts/photos.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

export type FieldNewProps = {
  readonly places: readonly Option[]
  readonly typed: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  readonly photosMax: number
}

/** What a grid worker saw on their round: a photo, a line, a grid. */
export const FieldNew = ({ places, typed, errors, photosMax }: FieldNewProps) => {
  const t = useT('work-order')
  return (
    <Shell failed={errors.length > 0} back={{ href: '/field', label: t('field.title') }}>
      <h1>{t('field.new')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/field/new" multipart draft="field-new">
        <PhotoPicker name="photos" label={t('field.photos.new')} max={photosMax} camera errors={errors} optional />
        <Field
          kind="textarea"
          name="text"
          rows={3}
          label={t('field.text')}
          value={typed.text ?? ''}
          errors={errors}
          maxLength={5000}
        />
        <Field
          kind="select"
          name="area"
          label={t('field.grid')}
          options={places}
          value={typed.area ?? places[0]?.value ?? ''}
          errors={errors}
        />
        <Field
          name="place"
          label={t('console.column.spot')}
          value={typed.place ?? ''}
          errors={errors}
          maxLength={200}
          optional
        />
        <Button full>{t('field.send')}</Button>
      </Form>
    </Shell>
  )
}
