import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field, type Option } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { SCOPES, THEMES } from '../../rules/kinds.ts'

export type RaiseProps = {
  readonly towns: readonly Option[]
  readonly town: { readonly path: string; readonly name: string } | null
  readonly places: readonly Option[]
  readonly typed: Readonly<Record<string, string>>
  readonly today: string
  readonly errors: readonly FieldError[]
}

const PATH = '/my/topics/new'

/** The town first, then what is to be talked about: no script, nothing typed is lost. */
export const RaiseTopic = (props: RaiseProps) => {
  const t = useT('deliberation')
  return (
    <Shell failed={props.errors.length > 0} back={{ href: '/open/deliberations', label: t('pages.list.title') }}>
      <h1>{t('pages.raise.title')}</h1>
      <ErrorSummary errors={props.errors} />
      {props.town === null ? <Town {...props} /> : <Matter {...props} />}
    </Shell>
  )
}

const Town = ({ towns }: RaiseProps) => {
  const t = useT('deliberation')
  const href = useHref()
  return (
    <form method="get" action={href(PATH)}>
      <p className="lead">{t('pages.raise.lead')}</p>
      <Field kind="select" name="town" label={t('pages.raise.town')} options={towns} />
      <Button full>{t('pages.raise.on')}</Button>
    </form>
  )
}

const Matter = ({ town, places, typed, today, errors }: RaiseProps) => {
  const t = useT('deliberation')
  const href = useHref()
  return (
    <Form action={PATH} draft="topic">
      <p>
        {town?.name} <a href={href(PATH)}>{t('pages.raise.other')}</a>
      </p>
      <Field
        kind="select"
        name="area"
        label={t('pages.raise.area')}
        options={places}
        value={typed.area ?? ''}
        errors={errors}
      />
      <Field
        kind="select"
        name="theme"
        label={t('field.theme')}
        options={THEMES.map(value => ({ value, label: t(`theme.${value}`) }))}
        value={typed.theme ?? ''}
        errors={errors}
      />
      <Field
        kind="select"
        name="scope"
        label={t('field.scope')}
        options={SCOPES.map(value => ({ value, label: t(`scope.${value}`) }))}
        value={typed.scope === '' ? 'whole' : (typed.scope ?? 'whole')}
        errors={errors}
      />
      <Field
        name="title"
        label={t('field.title')}
        hint={t('pages.raise.titleHint')}
        value={typed.title ?? ''}
        errors={errors}
        maxLength={60}
      />
      <Field
        kind="textarea"
        name="text"
        rows={6}
        label={t('pages.raise.text')}
        hint={t('pages.raise.textHint')}
        value={typed.text ?? ''}
        errors={errors}
        maxLength={4000}
      />
      <Field
        kind="date"
        name="foundOn"
        label={t('field.foundOn')}
        value={typed.foundOn === '' ? today : (typed.foundOn ?? today)}
        errors={errors}
      />
      <Button full>{t('pages.raise.do')}</Button>
      <p className="why after">{t('pages.raise.after')}</p>
    </Form>
  )
}
