import type { Instant } from '../../../../kernel/time.ts'
import type { Consent } from '../../../../platform/personal/consent.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Actions, Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ErasePlan } from '../../erase.ts'

export type MyDataProps = {
  readonly name: string
  readonly phone: string
  readonly topics: readonly { readonly topic: string; readonly version: string; readonly given: Consent | null }[]
  readonly history: readonly Consent[]
  readonly made: { readonly state: string; readonly until: Instant | null; readonly askedAt: Instant } | null
  readonly plan: ErasePlan
  /** Days after which the words of an ended matter go. */
  readonly orderDays: number
  readonly eraseAskedAt: Instant | null
  /** Signed in or confirmed within ten minutes. */
  readonly fresh: boolean
  readonly errors: readonly FieldError[]
}

/** What is kept about me, what I agreed to, taking it away, and going. */
export const MyData = (props: MyDataProps) => {
  const t = useT('privacy')
  const href = useHref()
  const { name, phone, errors } = props
  return (
    <Shell failed={errors.length > 0} back={{ href: '/me/sessions', label: t('mine.account') }}>
      <h1>{t('mine.title')}</h1>
      <ErrorSummary errors={errors} />
      <Facts
        items={[
          ...(name === '' ? [] : [{ term: t('mine.name'), value: name }]),
          { term: t('mine.phone'), value: phone },
        ]}
      />
      <p className="why">
        {t('mine.masked')} <a href={href('/privacy')}>{t('notice.title')}</a>
      </p>
      <Consents {...props} />
      <Export {...props} />
      <Erase {...props} />
    </Shell>
  )
}

const Consents = ({ topics, history }: MyDataProps) => {
  const t = useT('privacy')
  const format = useFormat()
  return (
    <section>
      <h2>{t('mine.consents')}</h2>
      <p className="why">{t('mine.consentsWhy')}</p>
      <List>
        {topics.map(({ topic, version, given }) => (
          <ListRow
            key={topic}
            title={t(`topic.${topic}`)}
            meta={
              given === null
                ? t('mine.notGiven')
                : t('mine.given', { at: format.moment(given.givenAt), version: given.version })
            }
          >
            <p>{t(`consent.${topic}`)}</p>
            <Form action="/me/data/consent">
              <input type="hidden" name="topic" value={topic} />
              <input type="hidden" name="answer" value={given === null ? 'yes' : 'no'} />
              <Button tone="plain">{t(given === null ? 'mine.give' : 'mine.withdraw', { version })}</Button>
            </Form>
          </ListRow>
        ))}
      </List>
      {history.length > 0 && (
        <details className="fold">
          <summary>{t('mine.history')}</summary>
          <ul className="plain-list">
            {history.map(({ id, topic, version, givenAt, withdrawnAt }) => (
              <li key={id}>
                {t('mine.past', {
                  topic: t(`topic.${topic}`),
                  version,
                  from: format.moment(givenAt),
                  to: format.moment(withdrawnAt ?? givenAt),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const Export = ({ made, fresh }: MyDataProps) => {
  const t = useT('privacy')
  const format = useFormat()
  const ready = made?.state === 'ready' && made.until !== null ? made.until : null
  return (
    <section>
      <h2>{t('mine.export')}</h2>
      <p className="why">{t('mine.exportWhy')}</p>
      {made?.state === 'waiting' && <p role="status">{t('mine.exportRunning', { at: format.moment(made.askedAt) })}</p>}
      {ready !== null && (
        <>
          <p role="status">{t('mine.exportReady', { until: format.moment(ready) })}</p>
          <Form action="/me/data/link">
            <Actions>
              <Button name="kind" value="pdf">
                {t('mine.pdf')}
              </Button>
              <Button name="kind" value="json" tone="plain">
                {t('mine.json')}
              </Button>
            </Actions>
          </Form>
        </>
      )}
      {ready === null && made?.state !== 'waiting' && (
        <Form action="/me/data/export">
          <Button tone="plain">{t('mine.ask')}</Button>
        </Form>
      )}
      {!fresh && <p className="meta">{t('mine.confirmFirst')}</p>}
    </section>
  )
}

const Erase = ({ plan, orderDays, eraseAskedAt, errors }: MyDataProps) => {
  const t = useT('privacy')
  const format = useFormat()
  const kept = [
    ...(plan.open > 0 ? [t('mine.keptOpen', { count: plan.open })] : []),
    ...(plan.ended > 0 ? [t('mine.keptEnded', { count: plan.ended, days: orderDays })] : []),
    ...(plan.held > 0 ? [t('mine.keptHeld', { count: plan.held })] : []),
    t('mine.keptJournal'),
  ]
  return (
    <section>
      <h2>{t('mine.erase')}</h2>
      <p>{t('mine.eraseWhat')}</p>
      <ul className="plain-list">
        {kept.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {eraseAskedAt !== null ? (
        <p role="status">{t('mine.eraseAsked', { at: format.moment(eraseAskedAt) })}</p>
      ) : (
        <details className="fold" open={errors.some(({ field }) => field === 'sure')}>
          <summary>{t('mine.eraseOpen')}</summary>
          <Form action="/me/data/erase">
            <Field
              kind="checkbox"
              name="sure"
              label={t('mine.sureLabel')}
              options={[{ value: 'yes', label: t('mine.sure') }]}
              errors={errors}
            />
            <Button tone="danger">{t('mine.eraseNow')}</Button>
          </Form>
        </details>
      )}
    </section>
  )
}
