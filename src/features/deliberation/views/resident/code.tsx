import { useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

/** The code from the screen of the hall, for whoever cannot scan it. */
export const MeetingCode = ({ errors }: { readonly errors: readonly FieldError[] }) => {
  const t = useT('deliberation')
  return (
    <Shell
      failed={errors.length > 0}
      tab="/open/work-orders"
      back={{ href: '/open/deliberations', label: t('pages.list.title') }}
    >
      <h1>{t('pages.code.title')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/meet">
        <Field name="code" label={t('pages.code.code')} hint={t('pages.code.hint')} errors={errors} maxLength={12} />
        <Button full>{t('pages.code.do')}</Button>
      </Form>
    </Shell>
  )
}
