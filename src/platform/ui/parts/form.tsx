import type { ReactNode } from 'react'
import type { Said } from '../../http/types.ts'
import { useAround, useHref, useT } from '../context.tsx'

export type FormProps = {
  readonly action: string
  readonly children: ReactNode
  readonly multipart?: boolean
  /** Name under which the browser keeps what was typed until it is sent; none for passwords and codes. */
  readonly draft?: string
}

/** A form that works without script. It carries a key, so that sending it twice does the thing once. */
export const Form = ({ action, children, multipart = false, draft }: FormProps) => {
  const { formKey } = useAround()
  const href = useHref()
  const t = useT()
  return (
    <form
      method="post"
      action={href(action)}
      encType={multipart ? 'multipart/form-data' : undefined}
      noValidate
      data-once={t('form.sending')}
      data-offline={t('form.offline')}
      data-draft={draft}
      data-draft-kept={draft === undefined ? undefined : t('form.draftKept')}
    >
      <input type="hidden" name="_key" value={formKey} />
      {children}
    </form>
  )
}

export type FieldError = { readonly field: string; readonly text: string }

/**
 * Refusals in the reader's words (`ctx.say`) as the errors of a form: `/body/place` belongs to the field `place`.
 * A refusal without a pointer has the empty field: it is shown in the summary only, and as a RefusalNotice.
 */
export const fieldErrors = (said: readonly Said[]): readonly FieldError[] =>
  said.map(({ title, pointer }) => ({ field: pointer?.split('/')[2] ?? '', text: title }))

/** What is wrong, at the top, each line leading to its field. The script moves the focus here. */
export const ErrorSummary = ({ errors }: { readonly errors: readonly FieldError[] }) => {
  const t = useT()
  if (errors.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} data-focus>
      <h2>{t('form.summary')}</h2>
      <ul>
        {errors.map(({ field, text }) => (
          <li key={field + text}>{field === '' ? text : <a href={`#${field}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  )
}

export type ButtonProps = {
  readonly children: ReactNode
  readonly tone?: 'primary' | 'plain' | 'danger'
  readonly name?: string
  readonly value?: string
  /** Sends the form elsewhere, or without checking it. */
  readonly action?: string
  readonly full?: boolean
}

/** A verb. One primary action a page. */
export const Button = ({ children, tone = 'primary', name, value, action, full = false }: ButtonProps) => {
  const href = useHref()
  return (
    <button
      type="submit"
      className={`button ${tone}${full ? ' full' : ''}`}
      name={name}
      value={value}
      formAction={action === undefined ? undefined : href(action)}
    >
      {children}
    </button>
  )
}

export type LinkButtonProps = {
  readonly href: string
  readonly children: ReactNode
  readonly tone?: 'primary' | 'plain'
  readonly download?: boolean
  /** The address has the prefix of the city already, or leads elsewhere. */
  readonly complete?: boolean
}

export const LinkButton = ({ href, children, tone = 'plain', download = false, complete = false }: LinkButtonProps) => {
  const link = useHref()
  return (
    <a className={`button ${tone}`} href={complete ? href : link(href)} download={download ? '' : undefined}>
      {children}
    </a>
  )
}

/** Buttons in a line; they wrap on a phone. */
export const Actions = ({ children }: { readonly children: ReactNode }) => <div className="actions">{children}</div>
