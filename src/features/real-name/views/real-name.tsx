import { useT } from '../../../platform/ui/context.tsx'
import { Field } from '../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type RealNameProps = { readonly name: string; readonly errors: readonly FieldError[] }

/** Name and number, to be compared at a counter. */
export const RealName = ({ name, errors }: RealNameProps) => {
  const t = useT('real-name')
  return (
    <Shell failed={errors.length > 0} back={{ href: '/me/account', label: t('account.title') }}>
      <h1>{t('realName.title')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/me/account/real-name">
        <Field
          name="name"
          autoComplete="name"
          label={t('realName.name')}
          hint={t('realName.nameHint')}
          value={name}
          errors={errors}
          maxLength={80}
        />
        <Field
          name="idNumber"
          autoComplete="off"
          label={t('realName.idNumber')}
          hint={t('realName.idHint')}
          errors={errors}
          maxLength={40}
        />
        <Button full>{t('realName.send')}</Button>
      </Form>
      <p className="why">{t('realName.why')}</p>
    </Shell>
  )
}
