import { useHref, useT } from '../../../platform/ui/context.tsx'
import { Field } from '../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type CodeProps = {
  readonly request: string
  readonly next: string
  /** The digits themselves, in a demonstration only. */
  readonly shown: string | null
  readonly errors: readonly FieldError[]
}

export const Code = ({ request, next, shown, errors }: CodeProps) => {
  const t = useT('account')
  const href = useHref()
  return (
    <Shell failed={errors.length > 0} back={{ href: '/sign-in', label: t('signIn.title') }}>
      <h1>{t('code.title')}</h1>
      <ErrorSummary errors={errors} />
      {shown !== null && (
        <p className="demo-code" role="status">
          {t('code.shown')} <b>{shown}</b>
        </p>
      )}
      <Form action="/sign-in/code">
        <input type="hidden" name="request" value={request} />
        <input type="hidden" name="next" value={next} />
        <Field
          name="digits"
          kind="code"
          label={t('code.digits')}
          hint={t('code.hint')}
          errors={errors}
          maxLength={12}
        />
        <Button full>{t('code.enter')}</Button>
      </Form>
      <p className="meta">
        <a href={href('/sign-in')}>{t('code.again')}</a>
      </p>
    </Shell>
  )
}
