import { useT } from '../context.tsx'
import { describedBy, errorOf, FieldFrame } from './field.tsx'
import type { FieldError } from './form.tsx'

export type PhotoPickerProps = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  /** Most photos that may be sent. */
  readonly max: number
  readonly errors?: readonly FieldError[]
  readonly optional?: boolean
  /** Opens the camera at once on phones, for photos that must be taken on the spot. */
  readonly camera?: boolean
}

/** Photos by the browser's own file field; the script makes them small and shows them before they are sent. */
export const PhotoPicker = ({ name, label, hint, max, errors, optional = false, camera = false }: PhotoPickerProps) => {
  const t = useT()
  const error = errorOf(errors, name)
  const words = hint ?? t('photos.hint', { max })
  return (
    <FieldFrame name={name} label={label} hint={words} error={error} optional={optional}>
      <div
        className="photos"
        data-photos
        data-max={max}
        data-remove={t('photos.remove')}
        data-too-many={t('photos.tooMany', { max })}
      >
        <input
          id={name}
          name={name}
          type="file"
          accept="image/*"
          multiple={max > 1}
          capture={camera ? 'environment' : undefined}
          aria-describedby={describedBy(name, true, error !== undefined)}
          aria-invalid={error === undefined ? undefined : true}
        />
        <ul className="previews" hidden />
        <p className="hint" role="status" />
      </div>
    </FieldFrame>
  )
}
