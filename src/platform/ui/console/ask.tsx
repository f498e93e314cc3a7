import { Form, Input, Modal, Select } from 'antd'
import type { ComponentType, ReactNode } from 'react'
import { useId, useState } from 'react'
import type { Said } from '../../http/types.ts'
import { useT } from '../context.tsx'
import type { Option } from '../parts/field.tsx'
import { RefusalNotice } from '../parts/refusal.tsx'
import type { ApiError } from './api.ts'

/** What a control of a page's own gets; `id` belongs to its label. */
export type AskControl = {
  readonly id: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** The server refused it; the words are in the element `describedBy` names. */
  readonly wrong?: boolean
  readonly describedBy?: string
}

export type AskField = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly initial?: string
  /** May be left empty; said in words. */
  readonly optional?: boolean
} & (
  | { readonly kind?: 'text' | 'date' | 'number' | 'time' | 'tel' | 'long' }
  | { readonly kind: 'select'; readonly options: readonly Option[] }
  | { readonly kind: 'own'; readonly Control: ComponentType<AskControl> }
)

export type Answers = Readonly<Record<string, string>>

/** The reasons a server gave, as parts show them; a lost answer is one too. */
export const reasonsOf = (error: ApiError | null): readonly Said[] => {
  if (error === null) return []
  const { title, detail, next = '', errors } = error.problem
  return errors.length > 0 ? errors : [{ tag: 'lost', title, detail, next }]
}

const fieldOf = (said: Said): string => said.pointer?.split('/').at(-1) ?? ''

const Control = ({ field, control }: { readonly field: AskField; readonly control: AskControl }) => {
  const { id, value, onChange, wrong = false, describedBy } = control
  const state = { 'aria-invalid': wrong, ...(describedBy !== undefined && { 'aria-describedby': describedBy }) }
  switch (field.kind) {
    case 'own':
      return <field.Control {...control} />
    case 'select':
      return (
        <Select
          id={id}
          value={value === '' ? null : value}
          onChange={(next: string | null | undefined) => onChange(next ?? '')}
          options={field.options.map(option => ({ value: option.value, label: option.label }))}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear={field.optional === true}
          aria-label={field.label}
          {...state}
        />
      )
    case 'long':
      return (
        <Input.TextArea id={id} rows={3} value={value} onChange={event => onChange(event.target.value)} {...state} />
      )
    default:
      return (
        <Input
          id={id}
          type={field.kind ?? 'text'}
          value={value}
          onChange={event => onChange(event.target.value)}
          autoComplete="off"
          {...state}
        />
      )
  }
}

export type AskDialogProps = {
  readonly title: string
  readonly fields: readonly AskField[]
  /** The button that does it, a verb. */
  readonly ok: string
  readonly onAnswer: (answers: Answers) => void
  readonly onCancel: () => void
  readonly error?: ApiError | null
  readonly busy?: boolean
  readonly danger?: boolean
  /** Above the fields: what this does. */
  readonly children?: ReactNode
}

export type AskFormProps = Pick<AskDialogProps, 'fields' | 'onAnswer' | 'children'> & {
  /** Of the form, so that a button outside can send it. */
  readonly id: string
  /** Reasons for which it was not done. */
  readonly said: readonly Said[]
  /** What stands in the fields now, whenever somebody types. */
  readonly onChange?: (answers: Answers) => void
}

/** The fields of a dialog or page, with reasons beside the fields they belong to and the others above; what was typed stays. */
export const AskForm = ({ id: form, fields, said, onAnswer, onChange, children }: AskFormProps) => {
  const t = useT('ui')
  const [answers, setAnswers] = useState<Answers>(() =>
    Object.fromEntries(fields.map(({ name, initial = '' }) => [name, initial])),
  )
  const names = new Set(fields.map(({ name }) => name))
  return (
    <Form
      id={form}
      layout="vertical"
      className="ask"
      onSubmitCapture={event => {
        event.preventDefault()
        onAnswer(answers)
      }}
    >
      {children}
      <RefusalNotice said={said.filter(one => !names.has(fieldOf(one)))} />
      {fields.map(field => {
        const id = `${form}-${field.name}`
        const wrong = said.filter(one => fieldOf(one) === field.name)
        const label = field.optional === true ? `${field.label} ${t('form.optional')}` : field.label
        return (
          <Form.Item
            key={field.name}
            label={label}
            htmlFor={id}
            extra={field.hint}
            {...(wrong.length > 0 && {
              validateStatus: 'error' as const,
              help: (
                <span role="alert" id={`${id}-error`}>
                  {wrong.map(one => [one.title, one.detail, one.next].join(' ')).join(' ')}
                </span>
              ),
            })}
          >
            <Control
              field={field}
              control={{
                id,
                value: answers[field.name] ?? '',
                ...(wrong.length > 0 && { wrong: true, describedBy: `${id}-error` }),
                onChange: next => {
                  const now = { ...answers, [field.name]: next }
                  setAnswers(now)
                  onChange?.(now)
                },
              }}
            />
          </Form.Item>
        )
      })}
    </Form>
  )
}

/** A dialog that asks for a few things. */
export const AskDialog = ({ title, fields, ok, onAnswer, onCancel, error, busy, danger, children }: AskDialogProps) => {
  const form = useId()
  return (
    <Modal
      open
      title={title}
      okText={ok}
      okButtonProps={{ htmlType: 'submit', form, danger: danger === true }}
      confirmLoading={busy === true}
      onCancel={onCancel}
      destroyOnHidden
    >
      <AskForm id={form} fields={fields} said={reasonsOf(error ?? null)} onAnswer={onAnswer}>
        {children}
      </AskForm>
    </Modal>
  )
}
