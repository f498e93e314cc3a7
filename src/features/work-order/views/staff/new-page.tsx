import { Button } from 'antd'
import type { FormEvent, KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { errorOf, Field, FieldFrame } from '../../../../platform/ui/parts/field.tsx'
import { fieldErrors } from '../../../../platform/ui/parts/form.tsx'
import { CATEGORIES } from '../../rules/categories.ts'
import { KINDS } from '../../rules/kinds.ts'
import { LIST, useRoles } from './data.ts'
import { AreaFinder, UnitFinder } from './finders.tsx'

type Made = { readonly id: string; readonly no: string; readonly track: string }

/** A local time of a form as the API wants it; the city's time is that of Beijing. */
const zoned = (local: string): string => `${local}:00+08:00`

const bodyOf = (form: HTMLFormElement): Readonly<Record<string, unknown>> => {
  const given = [...new FormData(form)]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, String(value)] as const)
  return Object.fromEntries(given.map(([name, value]) => [name, name === 'saidAt' ? zoned(value) : value]))
}

/** What was just taken down, with what to tell the caller, and the next. */
const Done = ({ made, onNext }: { readonly made: Made; readonly onNext: () => void }) => {
  const t = useT('work-order')
  const href = useHref()
  const open = (): void => navigate(href(`/console/work-orders?step=received&row=${made.id}`))
  useKeys(t('console.new.title'), [
    { key: 'n', label: t('console.new.next'), run: onNext },
    { key: 'Enter', label: t('console.new.goOn'), run: open },
  ])
  return (
    <div className="plain-page" role="status">
      <h1>{t('console.new.done')}</h1>
      <dl className="facts">
        <div>
          <dt>{t('console.new.no')}</dt>
          <dd className="big">{made.no}</dd>
        </div>
        <div>
          <dt>{t('console.new.track')}</dt>
          <dd className="big">{made.track}</dd>
        </div>
      </dl>
      <p>{t('console.new.tell')}</p>
      <div className="row-actions">
        <Button type="primary" onClick={open}>
          {t('console.new.goOn')} <kbd>Enter</kbd>
        </Button>
        <Button onClick={onNext}>
          {t('console.new.next')} <kbd>n</kbd>
        </Button>
      </div>
    </div>
  )
}

/** Takes down what a caller says, by the keyboard alone: phone, what, where; all else can be left or set right later. */
export const NewPage = () => {
  const t = useT('work-order')
  const href = useHref()
  const roles = useRoles()
  const form = useRef<HTMLFormElement>(null)
  const [area, setArea] = useState<readonly string[]>([])
  const [about, setAbout] = useState<readonly string[]>([])
  const enter = useAction<Readonly<Record<string, unknown>>, Made>(
    (body, { api, key }) => api.send('POST', '/api/staff/work-orders', body, { key }),
    [LIST],
  )
  const made = enter.data
  useEffect(() => {
    if (made === undefined) form.current?.querySelector<HTMLElement>('input[name="phone"]')?.focus()
  }, [made])
  if (made !== undefined) {
    return (
      <Done
        made={made}
        onNext={() => {
          setArea([])
          setAbout([])
          enter.reset()
        }}
      />
    )
  }
  const errors = enter.error === null ? [] : fieldErrors(enter.error.problem.errors)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (form.current !== null && !enter.isPending) enter.mutate(bodyOf(form.current))
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.current?.requestSubmit()
    } else if (event.key === 'Escape' && !event.defaultPrevented && !(event.target instanceof HTMLTextAreaElement))
      navigate(href('/console/work-orders'))
  }
  const channels = roles.has('deskOperator') || roles.has('deskLead') ? ['phone', 'counter'] : ['counter', 'grid']
  const words = (group: string, codes: readonly string[]) =>
    codes.map(code => ({ value: code, label: t(`${group}.${code}`) }))
  return (
    <form
      ref={form}
      className="plain-page new-order"
      onSubmit={send}
      onKeyDown={keys}
      noValidate
      aria-labelledby="new-title"
    >
      <h1 id="new-title">{t('console.new.title')}</h1>
      {enter.isError && (
        <div className="refusal" role="alert">
          <h2>{enter.error.problem.title}</h2>
          <p>{enter.error.problem.detail}</p>
        </div>
      )}
      <div className="new-columns">
        <div>
          <Field
            name="phone"
            kind="tel"
            label={t('console.new.phone')}
            hint={t('console.new.phoneHint')}
            errors={errors}
            maxLength={30}
            optional
          />
          <Field name="name" label={t('console.new.name')} errors={errors} maxLength={40} optional />
          <Field name="text" kind="textarea" rows={6} label={t('console.new.text')} errors={errors} maxLength={5000} />
          <FieldFrame name="area" label={t('console.new.area')} error={errorOf(errors, 'area')}>
            <AreaFinder id="area" label={t('console.new.area')} value={area} onChange={setArea} />
            <input type="hidden" name="area" value={area[0] ?? ''} />
          </FieldFrame>
          <Field name="place" label={t('console.new.place')} errors={errors} maxLength={200} optional />
        </div>
        <div>
          <Field
            name="channel"
            kind="radio"
            label={t('console.column.channel')}
            options={words('channel', channels)}
            value={channels[0] ?? ''}
            key={channels[0]}
            errors={errors}
          />
          <Field
            name="confidential"
            kind="checkbox"
            label={t('console.new.confidential')}
            options={[{ value: 'true', label: t('console.new.confidentialTick') }]}
            errors={errors}
            optional
          />
          <FieldFrame
            name="saidAt"
            label={t('console.new.saidAt')}
            hint={t('console.new.saidAtHint')}
            error={errorOf(errors, 'saidAt')}
            optional
          >
            <input id="saidAt" name="saidAt" type="datetime-local" />
          </FieldFrame>
          <Field
            name="kind"
            kind="select"
            label={t('console.column.kind')}
            options={words('kind', KINDS)}
            empty={t('console.new.byText')}
            errors={errors}
            optional
          />
          <Field
            name="category"
            kind="select"
            label={t('console.column.category')}
            options={words('category', Object.keys(CATEGORIES))}
            empty={t('console.new.byText')}
            errors={errors}
            optional
          />
          <FieldFrame name="about" label={t('console.new.about')} error={errorOf(errors, 'about')} optional>
            <UnitFinder id="about" label={t('console.new.about')} value={about} onChange={setAbout} />
            <input type="hidden" name="about" value={about[0] ?? ''} />
          </FieldFrame>
        </div>
      </div>
      <div className="row-actions">
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          {t('console.new.send')} <kbd>Ctrl Enter</kbd>
        </Button>
        <Button onClick={() => navigate(href('/console/work-orders'))}>
          {t('console.cancel')} <kbd>Esc</kbd>
        </Button>
      </div>
    </form>
  )
}
