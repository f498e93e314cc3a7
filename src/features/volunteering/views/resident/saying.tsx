import { useT } from '../../../../platform/ui/context.tsx'
import { Button, Form } from '../../../../platform/ui/parts/form.tsx'

/** A reason, behind a line that opens: the rare case does not stand in the way of the common one. */
export const Noted = ({
  action,
  open,
  label,
}: {
  readonly action: string
  readonly open: string
  readonly label: string
}) => {
  const t = useT('volunteering')
  const id = action.replaceAll('/', '-')
  return (
    <details>
      <summary>{open}</summary>
      <Form action={action}>
        <div className="field">
          <label htmlFor={id}>{label}</label>
          <textarea id={id} name="note" rows={3} maxLength={500} />
        </div>
        <Button tone="plain">{t('pages.send')}</Button>
      </Form>
    </details>
  )
}

/** One to five, as a list that works without script. @param name makes its id one of a kind */
export const Rating = ({
  action,
  label,
  name,
}: {
  readonly action: string
  readonly label: string
  readonly name: string
}) => {
  const t = useT('volunteering')
  return (
    <details>
      <summary>{label}</summary>
      <Form action={action}>
        <div className="field">
          <label htmlFor={`rating-${name}`}>{label}</label>
          <select id={`rating-${name}`} name="rating" defaultValue="5">
            {[5, 4, 3, 2, 1].map(value => (
              <option key={value} value={value}>
                {t(`rating.${value}`)}
              </option>
            ))}
          </select>
        </div>
        <Button tone="plain">{t('pages.send')}</Button>
      </Form>
    </details>
  )
}
