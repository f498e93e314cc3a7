import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { BODIES, type Places, SOURCE } from './data.ts'
import { MattersList } from './matters-list.tsx'

type Body = {
  readonly kind: string
  readonly version: number
  readonly parts: readonly { readonly part: string; readonly value: string }[]
}
type Bodies = { readonly items: readonly Body[]; readonly least: number; readonly most: number }
type Warning = { readonly title: string; readonly detail: string; readonly next: string }

const TOWN_DIGITS = 9
const GROUP: Readonly<Record<string, string>> = {
  coordination: 'source',
  joint: 'member',
  rules: 'rulePart',
  'method-116': 'slot',
}

/** The committee, the joint meeting and the method of a place, and the list of its town. */
export const BodiesPage = () => {
  const t = useT('deliberation')
  const places = useGet<Places>(`${SOURCE}/places`).data?.items ?? []
  const [chosen, setChosen] = useState<string>('')
  const area = chosen === '' ? (places[0]?.id ?? '') : chosen
  const bodies = useGet<Bodies>(BODIES, { area }, { enabled: area !== '' }).data
  return (
    <article className="bodies">
      <header>
        <h1>{t('console.bodies')}</h1>
        <Select
          aria-label={t('console.place')}
          value={area}
          onChange={setChosen}
          showSearch={{ optionFilterProp: 'label' }}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </header>
      <div className="bodies-columns">
        {(bodies?.items ?? []).map(body => (
          <BodyForm
            key={`${area} ${body.kind} ${body.version}`}
            area={area}
            body={body}
            seats={{ least: bodies?.least ?? 0, most: bodies?.most ?? 0 }}
          />
        ))}
        {area !== '' && <MattersList area={area.slice(0, TOWN_DIGITS)} editable={area.length === TOWN_DIGITS} />}
      </div>
    </article>
  )
}

const BodyForm = ({
  area,
  body,
  seats,
}: {
  readonly area: string
  readonly body: Body
  readonly seats: { readonly least: number; readonly most: number }
}) => {
  const t = useT('deliberation')
  const [values, setValues] = useState(() => new Map(body.parts.map(({ part, value }) => [part, value])))
  const [warnings, setWarnings] = useState<readonly Warning[] | null>(null)
  const save = useAction<object, { readonly warnings: readonly Warning[] }>((input, { api, key }) =>
    api.send('PUT', BODIES, input, { key }),
  )
  const counted = body.kind === 'coordination'
  const total = [...values.values()].reduce((sum, value) => sum + (Number(value) || 0), 0)
  const send = (): void => {
    const parts = [...values].map(([part, value]) => ({ part, value }))
    save.mutate({ area, kind: body.kind, parts }, { onSuccess: done => setWarnings(done.warnings) })
  }
  return (
    <form
      className="body-form"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <h2>{t(`body.${body.kind}`)}</h2>
      {body.kind === 'method-116' && <p className="why">{t('console.nameOnly')}</p>}
      {counted && <p className="meta">{t('console.total', { total, ...seats })}</p>}
      <RefusalNotice said={reasonsOf(save.error)} />
      {warnings !== null && (
        <div role="status" className={warnings.length === 0 ? 'body-saved' : 'body-warned'}>
          <b>{t(warnings.length === 0 ? 'console.savedBody' : 'console.warned')}</b>{' '}
          {warnings.map(({ title, detail, next }) => [`${title}。`, detail, next].join('')).join(' ')}
        </div>
      )}
      {body.parts.map(({ part }) => {
        const id = `${body.kind}-${part}`
        return (
          <div className="body-part" key={part}>
            <label htmlFor={id}>{t(`${GROUP[body.kind] ?? 'slot'}.${part}`)}</label>
            <Input
              id={id}
              {...(counted && { type: 'number', min: 0, max: 500 })}
              maxLength={200}
              value={values.get(part) ?? ''}
              onChange={event => {
                const { value } = event.target
                setValues(before => new Map(before).set(part, value))
              }}
            />
          </div>
        )
      })}
      <Button htmlType="submit" loading={save.isPending}>
        {t('console.save')}
      </Button>
    </form>
  )
}
