import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, Form } from '../../../../platform/ui/parts/form.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { ShownStatement, ShownTalk } from '../../opinions.ts'
import type { TopicProps } from './topic.tsx'

const PATH = '/open/deliberations'
const LETTERS = 'ABCDE'
const OPINIONS = [
  { value: '1', key: 'agree', number: 1 },
  { value: '-1', key: 'disagree', number: -1 },
  { value: '0', key: 'pass', number: 0 },
] as const

/** What people say and think of it: everybody reads, whoever is signed in says and votes, without script. */
export const Talk = (props: TopicProps) => {
  const t = useT('deliberation')
  const { topic, talk, after, tried } = props
  if (!topic.published || (!talk.open && talk.statements.length === 0)) return null
  const own = `${PATH}/${topic.no}`
  return (
    <section id="talk">
      <h2>{t('pages.talk.title')}</h2>
      <p className="why">{t(talk.open ? 'pages.talk.why' : 'pages.talk.closed')}</p>
      <Groups talk={talk} />
      {tried?.form === 'vote' && <RefusalNotice said={tried.said} />}
      <ul className="plain-list statements">
        {talk.statements.map(statement => (
          <Statement key={statement.seq} statement={statement} {...props} />
        ))}
      </ul>
      {talk.statements.length === 0 && <p className="meta">{t('pages.talk.none')}</p>}
      {(talk.next !== null || after > 0) && (
        <Pager
          shown={talk.statements.length}
          {...(talk.next === null ? {} : { next: `${own}?after=${talk.next}#talk` })}
          {...(after > 0 ? { first: `${own}#talk` } : {})}
        />
      )}
      {talk.open && <Say {...props} />}
    </section>
  )
}

/** How people fall together, and what all groups share. */
const Groups = ({ talk }: { readonly talk: ShownTalk }) => {
  const t = useT('deliberation')
  if (talk.people === 0) return null
  const list = (numbers: readonly number[]): string => numbers.map(seq => t('pages.talk.no', { seq })).join('、')
  return (
    <>
      <p className="meta">
        {[
          t('pages.talk.people', { count: talk.people }),
          ...talk.groups.map((count, index) => t('pages.talk.group', { name: LETTERS[index] ?? '', count })),
        ].join(' · ')}
      </p>
      {talk.agreed.length > 0 && (
        <p>
          <b>{t('pages.talk.agreed')}</b> {list(talk.agreed)}
        </p>
      )}
      {talk.rejected.length > 0 && (
        <p>
          <b>{t('pages.talk.rejected')}</b> {list(talk.rejected)}
        </p>
      )}
    </>
  )
}

const Statement = ({
  statement,
  topic,
  talk,
  after,
  signedIn,
}: TopicProps & { readonly statement: ShownStatement }) => {
  const t = useT('deliberation')
  const { seq, text, mine, vote, agree, disagree, pass } = statement
  const shared = talk.agreed.includes(seq)
  return (
    <li id={`statement-${seq}`} className="statement">
      <p>
        <span className="meta">{t('pages.talk.no', { seq })}</span> {text}{' '}
        {mine && <small>{t('pages.talk.mine')}</small>}
      </p>
      <p className="meta">
        {[
          t('pages.talk.counts', { agree, disagree, pass }),
          ...statement.groups.map((group, index) =>
            t('pages.talk.share', { name: LETTERS[index] ?? '', agree: group.agree, said: group.said }),
          ),
          shared ? t('pages.talk.shared') : '',
        ]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
      {talk.open && signedIn && (
        <Form action={`${PATH}/${topic.no}/vote`}>
          <input type="hidden" name="statement" value={seq} />
          <input type="hidden" name="after" value={after} />
          <div className="actions">
            {OPINIONS.map(({ value, key, number }) => (
              <button
                key={key}
                type="submit"
                name="opinion"
                value={value}
                className={`button ${vote === number ? 'primary' : 'plain'}`}
                aria-pressed={vote === number}
                aria-label={t('pages.talk.of', { opinion: t(`pages.talk.${key}`), seq })}
              >
                {t(`pages.talk.${key}`)}
              </button>
            ))}
          </div>
        </Form>
      )}
    </li>
  )
}

const Say = ({ topic, tried, signedIn, after }: TopicProps) => {
  const t = useT('deliberation')
  const href = useHref()
  const mine = tried?.form === 'say' ? tried : null
  if (!signedIn)
    return (
      <p>
        {t('pages.talk.hint')}{' '}
        <a href={href(`/sign-in?next=${encodeURIComponent(`${PATH}/${topic.no}`)}`)}>{t('pages.talk.signIn')}</a>
      </p>
    )
  return (
    <Form action={`${PATH}/${topic.no}/say`}>
      {mine !== null && <RefusalNotice said={mine.said.filter(one => one.pointer === undefined)} />}
      <input type="hidden" name="after" value={after} />
      <Field
        kind="textarea"
        name="statement"
        rows={2}
        label={t('pages.talk.what')}
        hint={t('pages.talk.hint')}
        value={mine?.typed.statement ?? ''}
        errors={mine?.errors ?? []}
        maxLength={140}
      />
      <Button>{t('pages.talk.say')}</Button>
    </Form>
  )
}
