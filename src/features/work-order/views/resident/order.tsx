import type { Said } from '../../../../platform/http/types.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { SATISFACTION } from '../../rules/kinds.ts'
import type { ShownOrder } from '../../shown.ts'
import { OrderChips, OrderClocks, OrderTimeline, Part } from '../parts/order-parts.tsx'

/** What was tried on this page and did not work. */
export type Tried = {
  readonly verb: string
  readonly said: readonly Said[]
  readonly errors: readonly FieldError[]
  readonly typed: Readonly<Record<string, string>>
}

export type OrderProps = { readonly order: ShownOrder; readonly tried: Tried | null }

/** One's own order: what can be done comes before what happened. */
export const Order = ({ order, tried }: OrderProps) => {
  const t = useT('work-order')
  const href = useHref()
  const rates = order.may.includes('rate') && !order.rated
  return (
    <Shell
      failed={tried !== null}
      tools={
        <span className="wide-only">
          <PrintButton />
        </span>
      }
      back={{ href: '/my/reports', label: t('pages.mine.title') }}
    >
      <PrintHead title={order.title} />
      <OrderChips order={order} />
      <h1 className="matter">{order.title}</h1>
      <p className="meta">{[order.no, order.where, order.lead ?? ''].filter(part => part !== '').join(' · ')}</p>
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      {rates && <Rate order={order} tried={tried} />}
      <OrderClocks order={order} />
      <OrderTimeline order={order} />
      <Part title={t('pages.order.said')}>
        <p className="words">{order.body}</p>
      </Part>
      <Actions order={order} tried={tried} />
      <p className="why after">
        {t('pages.order.journal')} <a href={href(`/journal?leaf=${order.leaf}`)}>{t('pages.order.verify')}</a>
      </p>
    </Shell>
  )
}

const Refused = ({ tried, verb }: { readonly tried: Tried | null; readonly verb: string }) =>
  tried?.verb === verb ? <RefusalNotice said={tried.said.filter(one => one.pointer === undefined)} /> : null

/** Five levels and whether it is solved: the two answers the rates are made of. */
const Rate = ({ order, tried }: OrderProps) => {
  const t = useT('work-order')
  const typed = tried?.verb === 'rate' ? tried.typed : {}
  const errors = tried?.errors ?? []
  return (
    <Part title={t('pages.rate.title')}>
      <Refused tried={tried} verb="rate" />
      <Form action={`/my/reports/${order.id}/rate`}>
        <Field
          kind="radio"
          name="resolved"
          label={t('pages.rate.resolved')}
          value={typed.resolved ?? ''}
          errors={errors}
          options={[
            { value: 'true', label: t('pages.rate.yes') },
            { value: 'false', label: t('pages.rate.no') },
          ]}
        />
        <Field
          kind="radio"
          name="satisfaction"
          label={t('pages.rate.satisfaction')}
          value={typed.satisfaction ?? ''}
          errors={errors}
          options={SATISFACTION.map(level => ({ value: level, label: t(`satisfaction.${level}`) }))}
        />
        <Field
          kind="textarea"
          name="words"
          rows={2}
          label={t('pages.rate.words')}
          value={typed.words ?? ''}
          errors={errors}
          maxLength={2000}
          optional
        />
        <Button full>{t('pages.rate.send')}</Button>
      </Form>
      <p className="why after">{t('pages.rate.why')}</p>
    </Part>
  )
}

const Actions = ({ order, tried }: OrderProps) => {
  const t = useT('work-order')
  const can = ['remind', 'reopen', 'withdraw'].filter(verb => order.may.includes(verb))
  if (can.length === 0) return null
  const typed = tried?.typed ?? {}
  const errors = tried?.errors ?? []
  return (
    <Part title={t('pages.order.can')}>
      {can.includes('remind') && (
        <Form action={`/my/reports/${order.id}/remind`}>
          <Refused tried={tried} verb="remind" />
          <Button tone="plain">{t('pages.remind.do')}</Button> <span className="meta">{t('pages.remind.why')}</span>
        </Form>
      )}
      {can.includes('reopen') && (
        <details className="fold" open={tried?.verb === 'reopen'}>
          <summary>{t('pages.reopen.title')}</summary>
          <Form action={`/my/reports/${order.id}/reopen`}>
            <Refused tried={tried} verb="reopen" />
            <Field
              kind="textarea"
              name="reason"
              rows={3}
              label={t('pages.reopen.reason')}
              hint={t('pages.reopen.hint')}
              value={tried?.verb === 'reopen' ? (typed.reason ?? '') : ''}
              errors={errors}
              maxLength={2000}
            />
            <Button tone="plain">{t('pages.reopen.do')}</Button>
          </Form>
        </details>
      )}
      {can.includes('withdraw') && (
        <details className="fold" open={tried?.verb === 'withdraw'}>
          <summary>{t('pages.withdraw.title')}</summary>
          <Form action={`/my/reports/${order.id}/withdraw`}>
            <Refused tried={tried} verb="withdraw" />
            <p>{t('pages.withdraw.why')}</p>
            <Button tone="danger">{t('pages.withdraw.do')}</Button>
          </Form>
        </details>
      )}
      <Facts items={[{ term: t('pages.order.call'), value: t('pages.order.callWhy', { no: order.no }) }]} />
    </Part>
  )
}
