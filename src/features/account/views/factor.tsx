import { useAround, useFormat, useHref, useT } from '../../../platform/ui/context.tsx'
import { Field } from '../../../platform/ui/parts/field.tsx'
import { Actions, Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../platform/ui/parts/list.tsx'
import { PrintButton } from '../../../platform/ui/parts/print.tsx'
import { QrCode } from '../../../platform/ui/parts/qr.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'
import type { Qr } from '../../../platform/ui/qr.ts'
import type { FactorState } from '../state.ts'

type Errors = { readonly errors: readonly FieldError[] }

const CodeField = ({ errors, recovery = false }: Errors & { readonly recovery?: boolean }) => {
  const t = useT('account')
  return (
    <Field
      name="code"
      kind={recovery ? 'text' : 'code'}
      autoComplete="one-time-code"
      label={t('factor.code')}
      hint={t(recovery ? 'factor.codeOrRecovery' : 'factor.codeHint')}
      errors={errors}
      maxLength={40}
    />
  )
}

export type FactorStepProps = Errors & { readonly next: string }

/** Second step of a sign-in. */
export const FactorStep = ({ next, errors }: FactorStepProps) => {
  const t = useT('account')
  return (
    <Shell failed={errors.length > 0} back={{ href: '/staff/sign-in', label: t('staff.title') }}>
      <h1>{t('factor.step')}</h1>
      <ErrorSummary errors={errors} />
      <Form action="/staff/sign-in/code">
        <input type="hidden" name="next" value={next} />
        <CodeField errors={errors} recovery />
        <Button full>{t('staff.enter')}</Button>
      </Form>
      <p className="why">{t('factor.lost')}</p>
    </Shell>
  )
}

export type EnrolProps = Errors & {
  /** Where the form goes. */
  readonly action: string
  readonly next: string
  readonly qr: Qr
  readonly secret: string
  /** Within a session the password is asked for again. */
  readonly password: boolean
}

/** Setting the second factor up: a picture to scan, the same as text, and a code to show that it worked. */
export const Enrol = ({ action, next, qr, secret, password, errors }: EnrolProps) => {
  const t = useT('account')
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('enrol.title')}</h1>
      <ErrorSummary errors={errors} />
      <p>{t('enrol.why')}</p>
      <ol className="numbered">
        <li>{t('enrol.app')}</li>
        <li>{t('enrol.scan')}</li>
        <li>{t('enrol.type')}</li>
      </ol>
      <div className="qr-line">
        <QrCode qr={qr} label={t('enrol.qr')} />
        <div>
          <p>{t('enrol.key')}</p>
          <p className="address">
            <code>{secret.replace(/.{4}(?=.)/g, '$& ')}</code>
          </p>
        </div>
      </div>
      <Form action={action}>
        <input type="hidden" name="next" value={next} />
        {password && (
          <Field
            name="password"
            kind="password"
            autoComplete="current-password"
            label={t('staff.password')}
            errors={errors}
            maxLength={200}
          />
        )}
        <CodeField errors={errors} />
        <Button full>{t('enrol.confirm')}</Button>
      </Form>
    </Shell>
  )
}

export type RecoveryProps = { readonly codes: readonly string[]; readonly next: string }

/** The recovery codes, this one time. */
export const Recovery = ({ codes, next }: RecoveryProps) => {
  const t = useT('account')
  const { city } = useAround()
  return (
    <Shell>
      <h1>{t('recovery.title')}</h1>
      <p>{t('recovery.why', { city: city.name })}</p>
      <ol className="numbered">
        {codes.map(code => (
          <li key={code}>
            <b className="query-code">{code}</b>
          </li>
        ))}
      </ol>
      <p className="why">{t('recovery.once')}</p>
      <Actions>
        <LinkButton tone="primary" href={next}>
          {t('recovery.kept')}
        </LinkButton>
        <PrintButton />
      </Actions>
    </Shell>
  )
}

export type MyFactorProps = Errors & { readonly state: FactorState }

/** How it stands with one's own second factor. */
export const MyFactor = ({ state, errors }: MyFactorProps) => {
  const t = useT('account')
  const format = useFormat()
  const href = useHref()
  return (
    <Shell failed={errors.length > 0} back={{ href: '/me/sessions', label: t('sessions.title') }}>
      <h1>{t('factor.title')}</h1>
      <ErrorSummary errors={errors} />
      {state.since === null ? (
        <>
          <p>{t('factor.none')}</p>
          <Form action="/me/factor/begin">
            <Button full>{t('factor.begin')}</Button>
          </Form>
        </>
      ) : (
        <>
          <Facts
            items={[
              { term: t('factor.since'), value: format.moment(state.since) },
              { term: t('factor.left'), value: format.number(state.recoveryLeft) },
            ]}
          />
          <Form action="/me/factor/recovery">
            <Actions>
              <Button>{t('factor.newCodes')}</Button>
            </Actions>
          </Form>
          <Form action="/me/factor/replace">
            <p className="why">{t('factor.replaceWhy')}</p>
            <Actions>
              <Button tone="danger">{t('factor.replace')}</Button>
            </Actions>
          </Form>
        </>
      )}
      <p className="meta">
        <a href={href('/console')}>{t('factor.console')}</a>
      </p>
    </Shell>
  )
}

export type ProveProps = Errors & {
  readonly action: string
  /** What was being sent when it was asked, to be sent on. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly missing: boolean
  readonly excused: boolean
}

/** Asks for the second factor again, and goes on with what was being done. */
export const Prove = ({ action, fields, missing, excused, errors }: ProveProps) => {
  const t = useT('account')
  const href = useHref()
  const { formKey } = useAround()
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('prove.title')}</h1>
      <ErrorSummary errors={errors} />
      <p>{t('prove.why')}</p>
      {missing ? (
        <>
          <p>{t('prove.missing')}</p>
          <p>
            <a className="button primary" href={href('/me/factor')}>
              {t('factor.begin')}
            </a>
          </p>
        </>
      ) : (
        <form method="post" action={href(action)} noValidate data-once={t('prove.sending')}>
          {fields.every(([name]) => name !== '_key') && <input type="hidden" name="_key" value={formKey} />}
          {fields.map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          {excused ? (
            <>
              <p>{t('prove.excused')}</p>
              <input type="hidden" name="_code" value="" />
            </>
          ) : (
            <Field
              name="_code"
              autoComplete="one-time-code"
              label={t('factor.code')}
              hint={t('factor.codeOrRecovery')}
              errors={errors}
              maxLength={40}
            />
          )}
          <Button full>{t('prove.go')}</Button>
        </form>
      )}
    </Shell>
  )
}
