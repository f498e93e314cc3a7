import { useT } from '../../../platform/ui/context.tsx'
import { Actions, Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type ConfirmProps = {
  readonly service: string
  /** The name the service told, to its owner. */
  readonly told: string | null
  /** The other account, masked, when there is one to merge with. */
  readonly other: string | null
  readonly over: boolean
  readonly errors: readonly FieldError[]
}

/** Shown before anything is tied or merged. */
export const Confirm = ({ service, told, other, over, errors }: ConfirmProps) => {
  const t = useT('real-name')
  return (
    <Shell failed={errors.length > 0} back={{ href: '/me/account', label: t('account.title') }}>
      <h1>{t(other === null ? 'confirm.title' : 'confirm.mergeTitle')}</h1>
      <ErrorSummary errors={errors} />
      {over ? (
        <LinkButton href="/me/account">{t('account.title')}</LinkButton>
      ) : (
        <>
          <p>{t(told === null ? 'confirm.toldNothing' : 'confirm.told', { service, name: told ?? '' })}</p>
          {other !== null && <p>{t('confirm.merge', { service, other })}</p>}
          <p className="why">{t(other === null ? 'confirm.why' : 'confirm.mergeWhy')}</p>
          <Form action="/me/account/confirm">
            <Actions>
              <Button>{t(other === null ? 'confirm.link' : 'confirm.doMerge')}</Button>
              <LinkButton href="/me/account">{t('confirm.no')}</LinkButton>
            </Actions>
          </Form>
        </>
      )}
    </Shell>
  )
}
