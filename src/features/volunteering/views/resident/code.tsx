import { useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

/** The code on the wall, for whoever cannot scan it. */
export const ShiftCode = ({ errors }: { readonly errors: readonly FieldError[] }) => {
  const t = useT('volunteering')
  return (
    <Shell
      failed={errors.length > 0}
      tab="/my/reports"
      back={{ href: '/my/volunteering', label: t('pages.mine.title') }}
    >
      <h1>{t('pages.code.title')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/volunteer-in">
        <Field name="code" label={t('field.code')} hint={t('pages.code.hint')} errors={errors} maxLength={12} />
        <Button full>{t('pages.code.do')}</Button>
      </Form>
    </Shell>
  )
}
