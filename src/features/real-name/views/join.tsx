import { useT } from '../../../platform/ui/context.tsx'
import { Field } from '../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type JoinProps = {
  readonly service: string
  /** Masked. */
  readonly phone: string | null
  /** Of a code that was sent; empty before. */
  readonly request: string
  /** The digits themselves, in a demonstration only. */
  readonly shown: string | null
  readonly errors: readonly FieldError[]
}

/** The phone has an account here: show that it is yours, or keep apart. */
export const Join = ({ service, phone, request, shown, errors }: JoinProps) => {
  const t = useT('real-name')
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('join.title')}</h1>
      <ErrorSummary errors={errors} />
      {phone !== null && <p>{t('join.known', { service, phone })}</p>}
      {shown !== null && (
        <p className="demo-code" role="status">
          {t('join.shown')} <b>{shown}</b>
        </p>
      )}
      {request === '' ? (
        <Form action="/sign-in/join/code">
          <Button full>{t('join.send')}</Button>
        </Form>
      ) : (
        <Form action="/sign-in/join">
          <input type="hidden" name="request" value={request} />
          <Field name="digits" kind="code" label={t('join.digits')} errors={errors} maxLength={12} />
          <Button full>{t('join.join')}</Button>
        </Form>
      )}
      <h2>{t('join.apartTitle')}</h2>
      <p className="why">{t('join.apartWhy')}</p>
      <Form action="/sign-in/join/apart">
        <Button tone="plain">{t('join.apart')}</Button>
      </Form>
    </Shell>
  )
}
