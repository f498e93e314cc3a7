import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

const BACK = '/me/data'

/** Before something that cannot be undone: is it still you? */
export const Confirm = ({ errors }: { readonly errors: readonly FieldError[] }) => {
  const t = useT('privacy')
  return (
    <Shell failed={errors.length > 0} back={{ href: BACK, label: t('mine.title') }}>
      <h1>{t('confirm.title')}</h1>
      <ErrorSummary errors={errors} />
      <p>{t('confirm.why')}</p>
      <Form action="/me/confirm">
        <Button full>{t('confirm.send')}</Button>
      </Form>
    </Shell>
  )
}

export type ConfirmCodeProps = {
  readonly request: string
  /** The digits themselves, in a demonstration only. */
  readonly shown: string | null
  readonly errors: readonly FieldError[]
}

export const ConfirmCode = ({ request, shown, errors }: ConfirmCodeProps) => {
  const t = useT('privacy')
  const href = useHref()
  return (
    <Shell failed={errors.length > 0} back={{ href: BACK, label: t('mine.title') }}>
      <h1>{t('confirm.title')}</h1>
      <ErrorSummary errors={errors} />
      {shown !== null && (
        <p className="demo-code" role="status">
          {t('confirm.shown')} <b>{shown}</b>
        </p>
      )}
      <Form action="/me/confirm/code">
        <input type="hidden" name="request" value={request} />
        <Field
          name="digits"
          kind="code"
          label={t('confirm.digits')}
          hint={t('confirm.hint')}
          errors={errors}
          maxLength={12}
        />
        <Button full>{t('confirm.enter')}</Button>
      </Form>
      <p className="meta">
        <a href={href('/me/confirm')}>{t('confirm.again')}</a>
      </p>
    </Shell>
  )
}
