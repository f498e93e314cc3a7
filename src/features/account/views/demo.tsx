import { useT } from '../../../platform/ui/context.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type DemoProps = {
  readonly token: string
  /** Whom the link signs in; null when it is over. */
  readonly name: string | null
  readonly staff: boolean
  readonly errors: readonly FieldError[]
}

/** Asks first: a program that looks links up in advance must not use them up. */
export const Demo = ({ token, name, staff, errors }: DemoProps) => {
  const t = useT('account')
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('demo.title')}</h1>
      <ErrorSummary errors={errors} />
      {name === null ? (
        <>
          <p>{t('demo.over')}</p>
          <LinkButton href="/">{t('demo.home')}</LinkButton>
        </>
      ) : (
        <Form action={`/demo/enter/${token}`}>
          <p>{t(staff ? 'demo.staff' : 'demo.resident', { name })}</p>
          <Button full>{t('demo.enter')}</Button>
        </Form>
      )}
    </Shell>
  )
}
