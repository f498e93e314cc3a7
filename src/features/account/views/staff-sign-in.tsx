import { useT } from '../../../platform/ui/context.tsx'
import { Field } from '../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'
import { ResidentWay, type ServiceWay, ServiceWays } from './ways.tsx'

export type StaffSignInProps = {
  readonly username: string
  readonly next: string
  readonly services: readonly ServiceWay[]
  readonly errors: readonly FieldError[]
}

export const StaffSignIn = ({ username, next, services, errors }: StaffSignInProps) => {
  const t = useT('account')
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('staff.title')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/staff/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field
          name="username"
          autoComplete="username"
          label={t('staff.username')}
          value={username}
          errors={errors}
          maxLength={100}
        />
        <Field
          name="password"
          kind="password"
          autoComplete="current-password"
          label={t('staff.password')}
          errors={errors}
          maxLength={200}
        />
        <Button full>{t('staff.enter')}</Button>
      </Form>
      <p className="why">{t('staff.why')}</p>
      <ServiceWays services={services} />
      <ResidentWay />
    </Shell>
  )
}
