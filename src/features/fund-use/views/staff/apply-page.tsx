import { Button } from 'antd'
import { useId, useRef, useState } from 'react'
import type { z } from 'zod'
import { type Answers, AskForm, reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import type { checkedOut } from '../../api.ts'
import { m2, yuan } from '../money.ts'
import { Buildings } from '../public/body.tsx'
import { applyFields, bodyOf } from './apply-fields.ts'
import { SOURCE } from './data.ts'

type Checked = z.output<typeof checkedOut>
type Estates = {
  readonly items: readonly { readonly id: string; readonly name: string; readonly hasAssembly: boolean }[]
}

/** The application on one page: what is asked for on the left, what is missing and what each building bears on the right. */
export const ApplyPage = () => {
  const t = useT('fund-use')
  const href = useHref()
  const estates = useGet<Estates>(`${SOURCE}/estates`).data?.items
  if (estates === undefined) return null
  return (
    <div className="list-page apply-page">
      <div className="list-head">
        <h1>{t('action.apply')}</h1>
        <span className="grow" />
        <Button onClick={() => navigate(href('/console/fund-uses'))}>{t('console.title')}</Button>
      </div>
      <p className="why">{t('does.apply')}</p>
      {estates.length === 0 ? <p>{t('console.noEstates')}</p> : <ApplyForm estates={estates} />}
    </div>
  )
}

const ApplyForm = ({ estates }: { readonly estates: Estates['items'] }) => {
  const t = useT('fund-use')
  const href = useHref()
  const form = useId()
  const scans = useScans(t)
  const typed = useRef<Answers | null>(null)
  const [quotations, setQuotations] = useState(1)
  const check = useAction<object, Checked>((body, { api, key }) => api.send('POST', `${SOURCE}/check`, body, { key }))
  const apply = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  const fields = applyFields(t, estates, quotations)
  const initial = Object.fromEntries(fields.map(({ name, initial: first = '' }) => [name, first]))
  const look = (): void => check.mutate(bodyOf({ ...initial, ...typed.current }))
  const send = (answers: Answers): void => {
    const { scans: _, ...body } = answers
    apply.mutate(scans.bodyOf({ ...bodyOf(body), quotations: JSON.stringify(bodyOf(body).quotations) } as Answers), {
      onSuccess: () => navigate(href('/console/fund-uses')),
    })
  }
  const error = apply.error ?? check.error
  return (
    <div className="form-beside">
      <AskForm
        key={quotations}
        id={form}
        fields={fields
          .map(field => ({ ...field, initial: typed.current?.[field.name] ?? field.initial ?? '' }))
          .concat([scans.field as never])}
        said={reasonsOf(error)}
        onAnswer={send}
        onChange={answers => {
          typed.current = answers
        }}
      />
      <aside>
        <div className="row-actions">
          <Button onClick={look} loading={check.isPending}>
            {t('action.check')}
          </Button>
          {quotations < 5 && <Button onClick={() => setQuotations(quotations + 1)}>{t('action.addQuotation')}</Button>}
          <Button type="primary" htmlType="submit" form={form} loading={apply.isPending}>
            {t('action.apply')}
          </Button>
        </div>
        {check.data !== undefined && <Missing checked={check.data} />}
      </aside>
    </div>
  )
}

/** What is missing, and what it would come to. */
const Missing = ({ checked }: { readonly checked: Checked }) => {
  const t = useT('fund-use')
  return (
    <>
      <h2>
        {t(checked.missing.length === 0 ? 'console.complete' : 'console.missing', { count: checked.missing.length })}
      </h2>
      <ul className="plain-list">
        {checked.missing.map(line => (
          <li key={line.tag}>
            <b>{line.title}</b> {line.detail} {line.next}
          </li>
        ))}
      </ul>
      <Facts
        items={[
          { term: t('figure.units'), value: t('figure.unitsOf', { count: checked.units }) },
          { term: t('field.areaSum'), value: `${m2(checked.areaDm2)} m²` },
          {
            term: t('console.shortUnits'),
            value: t('console.shortSum', { count: checked.short.units, yuan: yuan(checked.short.fen) }),
          },
        ]}
      />
      <Buildings buildings={checked.buildings} paid={false} />
    </>
  )
}
