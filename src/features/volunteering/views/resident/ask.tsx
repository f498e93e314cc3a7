import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field, type Option } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { LANGUAGES, RISKS, SKILLS, TOPICS } from '../../rules/kinds.ts'

export type AskProps = {
  readonly towns: readonly Option[]
  readonly town: { readonly path: string; readonly name: string } | null
  readonly places: readonly Option[]
  readonly typed: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

const PATH = '/my/help/new'

/** Asking for help: the town first, then what, when and where. */
export const AskHelp = (props: AskProps) => {
  const t = useT('volunteering')
  const href = useHref()
  return (
    <Shell failed={props.errors.length > 0} tab="/my/reports" back={{ href: '/my/help', label: t('pages.help.title') }}>
      <h1>{t('pages.ask.title')}</h1>
      <ErrorSummary errors={props.errors} />
      {props.town === null ? (
        <form method="get" action={href(PATH)}>
          <p className="lead">{t('pages.ask.lead')}</p>
          <Field kind="select" name="town" label={t('field.town')} options={props.towns} />
          <Button full>{t('pages.join.on')}</Button>
        </form>
      ) : (
        <Need {...props} />
      )}
    </Shell>
  )
}

const Need = ({ town, places, typed, errors }: AskProps) => {
  const t = useT('volunteering')
  const href = useHref()
  const choice = (name: string, group: string, values: readonly string[], optional = false) => (
    <Field
      kind="select"
      name={name}
      label={t(`field.${name}`)}
      options={values.map(value => ({ value, label: t(`${group}.${value}`) }))}
      value={typed[name] ?? ''}
      errors={errors}
      {...(optional ? { optional, empty: t('pages.ask.any') } : {})}
    />
  )
  const line = (name: string, maxLength: number, hint?: string) => (
    <Field
      name={name}
      label={t(`field.${name}`)}
      value={typed[name] ?? ''}
      errors={errors}
      maxLength={maxLength}
      {...(hint === undefined ? {} : { hint })}
    />
  )
  return (
    <Form action={PATH} draft="need">
      <p>
        {town?.name} <a href={href(PATH)}>{t('pages.join.other')}</a>
      </p>
      <Field
        kind="select"
        name="area"
        label={t('field.community')}
        options={places}
        value={typed.area ?? ''}
        errors={errors}
      />
      {choice('topic', 'topic', TOPICS)}
      <Field
        kind="textarea"
        name="text"
        rows={4}
        label={t('field.text')}
        hint={t('pages.ask.textHint')}
        value={typed.text ?? ''}
        errors={errors}
        maxLength={500}
      />
      {line('where', 200, t('pages.ask.whereHint'))}
      {choice('skill', 'skill', SKILLS, true)}
      {choice('language', 'language', LANGUAGES, true)}
      <Field kind="date" name="on" label={t('field.on')} value={typed.on ?? ''} errors={errors} />
      <Field
        name="from"
        label={t('field.fromTime')}
        hint={t('pages.ask.timeHint')}
        value={typed.from ?? ''}
        errors={errors}
        maxLength={5}
      />
      <Field name="to" label={t('field.toTime')} value={typed.to ?? ''} errors={errors} maxLength={5} />
      <Field
        kind="radio"
        name="risk"
        label={t('pages.ask.risk')}
        options={RISKS.map(value => ({ value, label: t(`risk.${value}`) }))}
        value={typed.risk === '' ? 'none' : (typed.risk ?? 'none')}
        errors={errors}
      />
      <Button full>{t('pages.ask.do')}</Button>
      <p className="why after">{t('pages.ask.after')}</p>
    </Form>
  )
}
