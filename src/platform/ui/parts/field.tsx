import type { ReactNode } from 'react'
import { useT } from '../context.tsx'
import type { FieldError } from './form.tsx'

export type Option = { readonly value: string; readonly label: string; readonly hint?: string }

type Shared = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly errors?: readonly FieldError[]
  /** What was typed before; shown again when the form comes back. */
  readonly value?: string
  /** Marked in words: most fields of a form are required, so the others say 可不填. */
  readonly optional?: boolean
}

export type FieldProps = Shared &
  (
    | {
        readonly kind?: 'text' | 'tel' | 'date' | 'number' | 'password' | 'code' | 'search'
        readonly autoComplete?: string
        readonly maxLength?: number
      }
    | { readonly kind: 'textarea'; readonly rows?: number; readonly maxLength?: number }
    | { readonly kind: 'select'; readonly options: readonly Option[]; readonly empty?: string }
    | { readonly kind: 'radio'; readonly options: readonly Option[] }
    | { readonly kind: 'checkbox'; readonly options: readonly Option[]; readonly values?: readonly string[] }
  )

/** Ids that describe a field, for aria-describedby. */
export const describedBy = (name: string, hint: boolean, error: boolean): string | undefined =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(id => id !== '').join(' ') || undefined

/** Label, hint and error around a control; the error has the same words as the summary. */
export const FieldFrame = ({
  name,
  label,
  hint,
  error,
  optional = false,
  group = false,
  children,
}: Omit<Shared, 'errors' | 'value'> & {
  readonly error?: string | undefined
  readonly group?: boolean
  readonly children: ReactNode
}) => {
  const t = useT()
  const Frame = group ? 'fieldset' : 'div'
  const words = (
    <>
      {label}
      {optional && <small> {t('form.optional')}</small>}
    </>
  )
  return (
    <Frame
      className={error === undefined ? 'field' : 'field wrong'}
      id={group ? name : undefined}
      aria-describedby={group ? describedBy(name, hint !== undefined, error !== undefined) : undefined}
    >
      {group ? <legend>{words}</legend> : <label htmlFor={name}>{words}</label>}
      {hint !== undefined && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="error" id={`${name}-error`}>
          <span className="unseen">{t('form.errorTitle')}</span>
          {error}
        </p>
      )}
      {children}
    </Frame>
  )
}

/** The error of one field, if it has one. */
export const errorOf = (errors: readonly FieldError[] | undefined, name: string): string | undefined =>
  errors?.find(error => error.field === name)?.text

/** One question of a form. */
export const Field = (props: FieldProps) => {
  const { name, label, hint, errors, optional } = props
  const error = errorOf(errors, name)
  const frame = {
    name,
    label,
    error,
    ...(hint === undefined ? {} : { hint }),
    ...(optional === undefined ? {} : { optional }),
  }
  const group = props.kind === 'radio' || props.kind === 'checkbox'
  return (
    <FieldFrame {...frame} group={group}>
      {group ? <Choices {...props} /> : <Control {...props} error={error} />}
    </FieldFrame>
  )
}

const MODES = {
  tel: 'tel',
  number: 'numeric',
  code: 'numeric',
  text: undefined,
  date: undefined,
  password: undefined,
  search: 'search',
} as const

const Control = (
  props: Exclude<FieldProps, { kind: 'radio' | 'checkbox' }> & { readonly error: string | undefined },
) => {
  const { name, value, hint, error } = props
  const shared = {
    id: name,
    name,
    defaultValue: value,
    'aria-describedby': describedBy(name, hint !== undefined, error !== undefined),
    'aria-invalid': error === undefined ? undefined : true,
  } as const
  if (props.kind === 'textarea') return <textarea {...shared} rows={props.rows ?? 4} maxLength={props.maxLength} />
  if (props.kind === 'select') {
    return (
      <select {...shared}>
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )
  }
  const kind = props.kind ?? 'text'
  const type = kind === 'code' || kind === 'number' ? 'text' : kind
  return (
    <input
      {...shared}
      type={type}
      inputMode={MODES[kind]}
      autoComplete={kind === 'code' ? 'one-time-code' : props.autoComplete}
      maxLength={props.maxLength}
    />
  )
}

const Choices = (props: Extract<FieldProps, { kind: 'radio' | 'checkbox' }>) => {
  const chosen = props.kind === 'checkbox' ? (props.values ?? []) : [props.value]
  return (
    <div className="choices">
      {props.options.map(option => (
        <label key={option.value} className="option">
          <input
            type={props.kind}
            name={props.name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}
