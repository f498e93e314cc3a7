import { useT } from '../../../platform/ui/context.tsx'
import { Field } from '../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'
import { type ServiceWay, ServiceWays, StaffWay } from './ways.tsx'

export type SignInProps = {
  readonly phone: string
  readonly next: string
  readonly services: readonly ServiceWay[]
  readonly errors: readonly FieldError[]
}

/** One question: the phone. No account is made before the code came back from it. */
export const SignIn = ({ phone, next, services, errors }: SignInProps) => {
  const t = useT('account')
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('signIn.title')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field
          name="phone"
          kind="tel"
          autoComplete="tel"
          label={t('signIn.phone')}
          hint={t('signIn.hint')}
          value={phone}
          errors={errors}
          maxLength={40}
        />
        <Button full>{t('signIn.send')}</Button>
      </Form>
      <p className="why">{t('signIn.why')}</p>
      <ServiceWays services={services} />
      <StaffWay />
    </Shell>
  )
}
