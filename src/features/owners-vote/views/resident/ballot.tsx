import { CHOICES } from '../../../../kernel/ballot/cast.ts'
import type { Said } from '../../../../platform/http/types.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { squareMetres } from '../../square-metres.ts'
import type { MotionRow } from '../../store/votes.ts'
import { Named } from '../public/named.tsx'
import { Times } from '../public/participation.tsx'

/** A head of the roll as its owner sees it. */
export type HeadShown = {
  readonly group: string
  readonly units: readonly string[]
  readonly areaDm2: number
  readonly as: 'owner' | 'agent'
  /** False when everything of it was sold since. */
  readonly may: boolean
  readonly state: 'none' | 'waiting' | 'cast'
  readonly leaf: string | null
}

/** What was tried on this page and did not work. */
export type BallotTried = {
  readonly said: readonly Said[]
  readonly errors: readonly FieldError[]
  readonly choices: Readonly<Record<string, string>>
}

export type BallotProps = {
  readonly vote: ShownItem
  readonly body: string
  readonly motions: readonly MotionRow[]
  readonly heads: readonly HeadShown[]
  readonly chosen: string
  readonly open: boolean
  /** The reader's real name is verified. */
  readonly real: boolean
  readonly tried: BallotTried | null
}

const UNITS_NAMED = 6

/** The ballot: for which home, what is asked, and one answer to each; or that it was cast. */
export const BallotPage = (props: BallotProps) => {
  const { vote, body, heads, chosen, open, real, tried } = props
  const t = useT('owners-vote')
  const href = useHref()
  const head = heads.find(({ group }) => group === chosen)
  return (
    <Shell failed={tried !== null} tab="/me" back={{ href: '/me/votes', label: t('mine.title') }}>
      <h1>{vote.title}</h1>
      <p className="meta">{[vote.no, vote.estateName, vote.scope].join(' · ')}</p>
      <Named />
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      {tried !== null && <RefusalNotice said={tried.said.filter(one => one.pointer === undefined)} />}
      <Times vote={vote} />
      {heads.length === 0 && <p>{t('ballot.notOnRoll')}</p>}
      {!real && heads.length > 0 && (
        <p>
          {t('ballot.realName')} <a href={href('/me/account/real-name')}>{t('ballot.verify')}</a>
        </p>
      )}
      {heads.length > 1 && <Heads no={vote.no} heads={heads} chosen={chosen} />}
      {head !== undefined && <Head head={head} no={vote.no} />}
      {head?.state === 'none' && head.may && open && real && <Answers {...props} />}
      {head?.state === 'none' && !open && <p>{t(`says.${vote.step}`)}</p>}
      <h2>{t('ballot.about')}</h2>
      <p className="words">{body}</p>
      <p className="meta">
        <a href={href(`/open/owners-votes/${vote.no}`)}>{t('ballot.public')}</a>
      </p>
    </Shell>
  )
}

const unitsText = (units: readonly string[]): string =>
  units.length <= UNITS_NAMED ? units.join('、') : `${units.slice(0, UNITS_NAMED).join('、')}…`

/** Whoever votes for several heads chooses first for which. */
const Heads = ({
  no,
  heads,
  chosen,
}: {
  readonly no: string
  readonly heads: readonly HeadShown[]
  readonly chosen: string
}) => {
  const t = useT('owners-vote')
  const href = useHref()
  return (
    <nav aria-label={t('ballot.heads')}>
      <h2>{t('ballot.heads')}</h2>
      <ul className="plain-list">
        {heads.map(head => (
          <li key={head.group}>
            <a
              href={href(`/me/votes/${no}?group=${head.group}`)}
              aria-current={head.group === chosen ? 'true' : undefined}
            >
              {unitsText(head.units)}
            </a>{' '}
            {t(`ballot.as.${head.as}`)} · {t(`ballot.state.${head.state}`)}
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Head = ({ head, no }: { readonly head: HeadShown; readonly no: string }) => {
  const t = useT('owners-vote')
  return (
    <section id="cast" className="boxed">
      <p>
        <b>{unitsText(head.units)}</b> · {t('ballot.area', { area: squareMetres(head.areaDm2) })} ·{' '}
        {t(`ballot.as.${head.as}`)}
      </p>
      <p>{head.may ? t(`ballot.is.${head.state}`) : t('ballot.is.sold')}</p>
      {head.leaf !== null && (
        <>
          <p className="why">
            {t('receipt.leaf')} <code>{head.leaf}</code>
          </p>
          <Form action={`/me/votes/${no}/receipt`}>
            <input type="hidden" name="group" value={head.group} />
            <Button tone="plain">{t('receipt.show')}</Button>{' '}
            <LinkButton href={`/journal?leaf=${head.leaf}`}>{t('pages.lookUp')}</LinkButton>
          </Form>
        </>
      )}
    </section>
  )
}

const Answers = ({ vote, motions, chosen, tried }: BallotProps) => {
  const t = useT('owners-vote')
  return (
    <Form action={`/me/votes/${vote.no}/ballot`}>
      <input type="hidden" name="group" value={chosen} />
      <p className="why">{t('ballot.how')}</p>
      {motions.map(motion => (
        <Field
          key={motion.no}
          kind="radio"
          name={`c${motion.no}`}
          label={`${motion.no}. ${motion.title}`}
          {...(motion.body === '' ? {} : { hint: motion.body })}
          value={tried?.choices[`c${motion.no}`] ?? ''}
          errors={tried?.errors ?? []}
          options={CHOICES.map(choice => ({ value: choice, label: t(`choice.${choice}`) }))}
        />
      ))}
      <Button full>{t('ballot.next')}</Button>
    </Form>
  )
}
