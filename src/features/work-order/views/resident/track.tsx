import type { Said } from '../../../../platform/http/types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

export type TrackProps = { readonly no: string; readonly code: string; readonly errors: readonly FieldError[] }

/** Number and query code off a receipt, without signing in. */
export const Track = ({ no, code, errors }: TrackProps) => {
  const t = useT('work-order')
  return (
    <Shell failed={errors.length > 0} tab="/my/reports">
      <h1>{t('pages.track.title')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/track">
        <Field
          name="no"
          label={t('pages.track.no')}
          hint={t('pages.track.noHint')}
          value={no}
          errors={errors}
          maxLength={40}
        />
        <Field
          name="code"
          label={t('pages.track.code')}
          hint={t('pages.track.codeHint')}
          value={code}
          errors={errors}
          maxLength={40}
        />
        <Button full>{t('pages.track.look')}</Button>
      </Form>
      <p className="why after">{t('pages.track.lost')}</p>
    </Shell>
  )
}

export type ClaimProps = {
  readonly no: string
  readonly code: string
  readonly id: string
  readonly title: string
  readonly own: boolean
  readonly said: readonly Said[]
}

/** Asks once before an order is tied to the person signed in. */
export const Claim = ({ no, code, id, title, own, said }: ClaimProps) => {
  const t = useT('work-order')
  return (
    <Shell failed={said.length > 0} tab="/my/reports">
      <h1>{t('pages.claim.title')}</h1>
      <RefusalNotice said={said} />
      <p>
        <b>{title}</b> <span className="meta">{no}</span>
      </p>
      {own ? (
        <LinkButton tone="primary" href={`/my/reports/${id}`}>
          {t('pages.receipt.mine')}
        </LinkButton>
      ) : (
        <Form action={`/claim/${no}/${code}`}>
          <p>{t('pages.claim.what')}</p>
          <Button full>{t('pages.claim.do')}</Button>
        </Form>
      )}
    </Shell>
  )
}
