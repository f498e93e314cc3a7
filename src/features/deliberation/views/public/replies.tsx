import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { FigurePair, Figures } from '../../../../platform/ui/parts/figure.tsx'
import { Button, Form } from '../../../../platform/ui/parts/form.tsx'
import { ObjectionLine } from '../../../../platform/ui/parts/objections.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { TopicProps, Tried } from './topic.tsx'

const PATH = '/open/deliberations'
const SCORES = ['3', '2', '1'] as const

const triedIn = (tried: Tried | null, form: Tried['form']): Tried | null => (tried?.form === form ? tried : null)

const General = ({ tried }: { readonly tried: Tried | null }) =>
  tried === null ? null : <RefusalNotice said={tried.said.filter(one => one.pointer === undefined)} />

/** How it went, by those who took part: counts for everybody, the form for them. */
export const Rating = ({ topic, rating, tried }: TopicProps) => {
  const t = useT('deliberation')
  const { good, fair, bad } = topic.ratings
  const all = good + fair + bad
  const mine = triedIn(tried, 'rate')
  if (!rating.open && all === 0) return null
  return (
    <section id="rating">
      <h2>{t('pages.rating.title')}</h2>
      <Figures>
        <FigurePair label={t('pages.rating.good')} part={good} whole={all} />
        <FigurePair label={t('pages.rating.fair')} part={fair} whole={all} />
        <FigurePair label={t('pages.rating.bad')} part={bad} whole={all} />
      </Figures>
      {rating.open && (rating.mayRate || mine !== null) && (
        <Form action={`${PATH}/${topic.no}/rate`}>
          <General tried={mine} />
          <Field
            kind="radio"
            name="score"
            label={t('pages.rating.how')}
            value={mine?.typed.score ?? (rating.mine === null ? '' : String(rating.mine))}
            errors={mine?.errors ?? []}
            options={SCORES.map(value => ({ value, label: t(`score.${value}`) }))}
          />
          <Field
            kind="textarea"
            name="words"
            rows={3}
            label={t('pages.rating.words')}
            hint={t('pages.rating.hint')}
            value={mine?.typed.words ?? ''}
            errors={mine?.errors ?? []}
            maxLength={500}
            optional
          />
          <Button>{t('pages.rating.do')}</Button>
        </Form>
      )}
      {rating.open && !rating.mayRate && mine === null && <p className="why">{t('pages.rating.who')}</p>}
    </section>
  )
}

/** What was objected while a notice hangs, and what was answered; and the form for one more. */
export const Objections = ({ topic, posted, signedIn, tried }: TopicProps) => {
  const t = useT('deliberation')
  const href = useHref()
  const mine = triedIn(tried, 'object')
  if (topic.objections.length === 0 && !posted) return null
  return (
    <section id="objections">
      <h2>{t('pages.objections.title', { count: topic.objections.length })}</h2>
      <p className="why">{t('pages.objections.why')}</p>
      <ul className="plain-list">
        {topic.objections.map(objection => (
          <ObjectionLine key={objection.seq} space="deliberation" objection={objection} />
        ))}
      </ul>
      {posted && signedIn && (
        <Form action={`${PATH}/${topic.no}/object`}>
          <General tried={mine} />
          <Field
            kind="textarea"
            name="note"
            rows={4}
            label={t('pages.objections.what')}
            hint={t('pages.objections.hint')}
            value={mine?.typed.note ?? ''}
            errors={mine?.errors ?? []}
            maxLength={2000}
          />
          <Button>{t('pages.objections.do')}</Button>
        </Form>
      )}
      {posted && !signedIn && (
        <p>
          {t('pages.objections.hint')}{' '}
          <a href={href(`/sign-in?next=${encodeURIComponent(`${PATH}/${topic.no}`)}`)}>{t('pages.talk.signIn')}</a>
        </p>
      )}
    </section>
  )
}

/** Whoever raised it can take it back until it is taken up. */
export const Withdraw = ({ topic, mine, tried }: TopicProps) => {
  const t = useT('deliberation')
  const own = triedIn(tried, 'withdraw')
  if (!mine || topic.step !== 'raised') return null
  return (
    <details className="fold" open={own !== null}>
      <summary>{t('action.withdraw')}</summary>
      <Form action={`${PATH}/${topic.no}/withdraw`}>
        <General tried={own} />
        <Field
          name="note"
          label={t('pages.withdraw.why')}
          value={own?.typed.note ?? ''}
          errors={own?.errors ?? []}
          maxLength={200}
        />
        <Button tone="danger">{t('action.withdraw')}</Button>
      </Form>
    </details>
  )
}
