import { useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Named } from '../public/named.tsx'

export type SureProps = {
  readonly no: string
  readonly title: string
  readonly group: string
  /** Names the code that was sent; empty when the phone was checked just now. */
  readonly request: string
  /** The digits themselves, in a demonstration only. */
  readonly shown: string | null
  readonly choices: readonly { readonly no: number; readonly title: string; readonly choice: string }[]
  readonly errors: readonly FieldError[]
}

/** Before it is final: what was chosen, once more, and the code. */
export const Sure = ({ no, title, group, request, shown, choices, errors }: SureProps) => {
  const t = useT('owners-vote')
  return (
    <Shell
      failed={errors.length > 0}
      tab="/me"
      back={{ href: `/me/votes/${no}?group=${group}`, label: t('ballot.back') }}
    >
      <h1>{t('ballot.sure')}</h1>
      <ErrorSummary errors={errors} />
      <p>{title}</p>
      <Named />
      <ol className="plain-list">
        {choices.map(choice => (
          <li key={choice.no}>
            {choice.no}. {choice.title}：<b>{t(`choice.${choice.choice}`)}</b>
          </li>
        ))}
      </ol>
      <p className="why">{t('ballot.final')}</p>
      {shown !== null && (
        <p className="demo-code" role="status">
          {t('ballot.shown')} <b>{shown}</b>
        </p>
      )}
      <Form action={`/me/votes/${no}/ballot`}>
        <input type="hidden" name="group" value={group} />
        <input type="hidden" name="sure" value="yes" />
        {choices.map(choice => (
          <input key={choice.no} type="hidden" name={`c${choice.no}`} value={choice.choice} />
        ))}
        {request !== '' && (
          <>
            <input type="hidden" name="request" value={request} />
            <Field
              name="digits"
              kind="code"
              label={t('ballot.digits')}
              hint={t('ballot.digitsHint')}
              errors={errors}
              maxLength={12}
            />
          </>
        )}
        <Button full>{t('ballot.cast')}</Button>
      </Form>
    </Shell>
  )
}
