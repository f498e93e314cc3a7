import { useT } from '../../../platform/ui/context.tsx'
import { Field } from '../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

const NewPassword = ({ errors }: { readonly errors: readonly FieldError[] }) => {
  const t = useT('account')
  return (
    <Field
      name="password"
      kind="password"
      autoComplete="new-password"
      label={t('password.new')}
      hint={t('password.hint')}
      errors={errors}
      maxLength={200}
    />
  )
}

export type RenewProps = { readonly next: string; readonly errors: readonly FieldError[] }

/** The password is older than the city allows: a new one before going on. */
export const Renew = ({ next, errors }: RenewProps) => {
  const t = useT('account')
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('password.renew')}</h1>
      <ErrorSummary errors={errors} />
      <p>{t('password.why')}</p>
      <Form action="/staff/sign-in/password">
        <input type="hidden" name="next" value={next} />
        <NewPassword errors={errors} />
        <Button full>{t('password.set')}</Button>
      </Form>
    </Shell>
  )
}

export type LinkProps = {
  readonly token: string
  /** The name to sign in with; null when the link is over. */
  readonly username: string | null
  readonly errors: readonly FieldError[]
}

/** An invitation or a new password: choosing it. */
export const AccountLink = ({ token, username, errors }: LinkProps) => {
  const t = useT('account')
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('link.title')}</h1>
      <ErrorSummary errors={errors} />
      {username === null ? (
        <>
          <p>{t('link.over')}</p>
          <LinkButton href="/staff/sign-in">{t('staff.title')}</LinkButton>
        </>
      ) : (
        <Form action={`/staff/link/${token}`}>
          <p>{t('link.username', { username })}</p>
          <NewPassword errors={errors} />
          <Button full>{t('password.set')}</Button>
        </Form>
      )}
    </Shell>
  )
}
