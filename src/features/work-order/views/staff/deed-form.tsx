import { Button } from 'antd'
import type { FormEvent, KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useT } from '../../../../platform/ui/context.tsx'
import { fieldErrors } from '../../../../platform/ui/parts/form.tsx'
import type { Shown } from './data.ts'
import { DeedInput } from './deed-fields.tsx'
import { DEEDS } from './deeds.ts'
import type { Choice } from './finders.tsx'
import { Refused } from './refused.tsx'
import type { DeedTools, Doing } from './use-deed.ts'

/** Fields that are a list in the body, also with one value. */
const LISTS: ReadonlySet<string> = new Set(['assists', 'photos'])

/** What was filled in, as the API wants it: JSON, or the form itself when files go with it. */
const bodyOf = (form: HTMLFormElement): Pick<Doing, 'body' | 'mark'> => {
  const data = new FormData(form)
  const files = [...data].flatMap(([, value]) => (value instanceof File && value.size > 0 ? [value] : []))
  for (const [name, value] of [...data])
    if (value === '' || (value instanceof File && value.size === 0)) data.delete(name)
  const words = [...data].map(([name, value]) => [name, value instanceof File ? `${value.name} ${value.size}` : value])
  if (files.length > 0) return { body: data, mark: JSON.stringify(words) }
  const names = [...new Set(data.keys())]
  return { body: Object.fromEntries(names.map(name => [name, LISTS.has(name) ? data.getAll(name) : data.get(name)])) }
}

/**
 * The form of one deed, in the place of the action. It keeps what was typed through every refusal; when somebody else
 * was quicker it shows what they did, and the next press is made knowing it.
 */
export const DeedForm = ({
  verb,
  shown,
  units,
  deed,
  onClose,
}: {
  readonly verb: string
  readonly shown: Shown
  readonly units: readonly Choice[]
  readonly deed: DeedTools
  readonly onClose: () => void
}) => {
  const t = useT('work-order')
  const form = useRef<HTMLFormElement>(null)
  // The version the person had before them when they began, until they are told of a newer one.
  const [seen, setSeen] = useState(shown.order.version)
  const refused = deed.refused?.verb === verb ? deed.refused.problem : null
  const errors = refused === null ? [] : fieldErrors(refused.errors)
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')
    first?.focus()
  }, [])
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (form.current === null || deed.busy) return
    const version = deed.stale ? shown.order.version : seen
    if (deed.stale) setSeen(version)
    if (await deed.run({ verb, version, ...bodyOf(form.current) })) onClose()
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.current?.requestSubmit()
    }
  }
  return (
    <form
      ref={form}
      className="deed-form"
      onSubmit={event => void send(event)}
      onKeyDown={keys}
      noValidate
      aria-label={t(`action.${verb}`)}
    >
      <div className="deed-fields">
        {DEEDS[verb]?.fields.map((field, index) => (
          <DeedInput key={field} field={field} shown={shown} errors={errors} units={units} first={index === 0} />
        ))}
      </div>
      <Refused problem={refused} shown={shown} seen={seen} stale={deed.stale} />
      <div className="row-actions">
        <Button type="primary" htmlType="submit" loading={deed.busy}>
          {t(`action.${verb}`)} <kbd>Ctrl Enter</kbd>
        </Button>
        <Button onClick={onClose}>
          {t('console.cancel')} <kbd>Esc</kbd>
        </Button>
      </div>
    </form>
  )
}
