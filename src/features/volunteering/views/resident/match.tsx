import type { Instant } from '../../../../kernel/time.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, Form } from '../../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { clockOf, dayOf, State, useReasons, useWhen } from '../when.tsx'

export type MatchProps = {
  readonly id: string
  readonly state: string
  readonly reasons: readonly { readonly kind: string; readonly of?: string }[]
  readonly text: string
  readonly topic: string
  readonly risk: string
  readonly from: Instant
  readonly to: Instant
  /** Where, and how to be reached; empty until it was accepted. */
  readonly where: string
}

/** Somebody could use help, and one was asked: why, when, and once one has said yes, where. */
export const MatchPage = ({ id, state, reasons, text, topic, risk, from, to, where }: MatchProps) => {
  const t = useT('volunteering')
  const when = useWhen()
  const why = useReasons()
  const path = `/my/volunteering/matches/${id}`
  return (
    <Shell tab="/my/reports" back={{ href: '/my/volunteering', label: t('pages.mine.title') }}>
      <h1>{t('pages.match.title')}</h1>
      <p className="chips">
        <State of="match" state={state} />
      </p>
      <p>{text}</p>
      <Facts
        items={[
          { term: t('field.when'), value: when(from, to) },
          { term: t('field.topic'), value: t(`topic.${topic}`) },
          { term: t('field.why'), value: why(reasons) },
          { term: t('field.risk'), value: t(`risk.${risk}`) },
          ...(where === '' ? [] : [{ term: t('field.where'), value: where }]),
        ]}
      />
      {state === 'asked' && (
        <Form action={`${path}/answer`}>
          <Field
            kind="checkbox"
            name="risk"
            label={t('field.risk')}
            options={[{ value: 'true', label: t('pages.match.read') }]}
          />
          <Button name="accept" value="true">
            {t('pages.match.yes')}
          </Button>{' '}
          <Button tone="plain" name="accept" value="false">
            {t('pages.match.no')}
          </Button>
          <p className="why after">{t('pages.match.free')}</p>
        </Form>
      )}
      {state === 'accepted' && (
        <>
          <section>
            <h2>{t('pages.match.did')}</h2>
            <Form action={`${path}/finish`}>
              <Field kind="date" name="on" label={t('field.on')} value={dayOf(from)} />
              <Field name="from" label={t('field.fromTime')} value={clockOf(from)} maxLength={5} />
              <Field name="to" label={t('field.toTime')} value={clockOf(to)} maxLength={5} />
              <Button full>{t('pages.match.finish')}</Button>
            </Form>
          </section>
          <Form action={`${path}/withdraw`}>
            <Button tone="plain">{t('pages.match.withdraw')}</Button>
          </Form>
        </>
      )}
    </Shell>
  )
}
