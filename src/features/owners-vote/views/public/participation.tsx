import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { FigurePair } from '../../../../platform/ui/parts/figure.tsx'
import type { ShownVote } from '../../shown.ts'
import { squareMetres } from '../../square-metres.ts'

/** When the vote opens and closes. */
export const Times = ({ vote }: { readonly vote: Pick<ShownVote, 'opens' | 'closes'> }) => {
  const t = useT('owners-vote')
  const { date, time } = useFormat()
  const [opens, closes] = [vote.opens, vote.closes].map(text => (text === null ? undefined : parseInstant(text)))
  if (opens === undefined || closes === undefined) return null
  return (
    <p>
      {t('pages.vote.window', {
        opens: `${date(opens)} ${time(opens)}`,
        closes: `${date(closes)} ${time(closes)}`,
      })}
    </p>
  )
}

/** The least that has to take part, and how far it is: in heads and in area, never in what anybody said. */
export const Quorum = ({ vote }: { readonly vote: ShownVote }) => {
  const t = useT('owners-vote')
  const needed = vote.motionList[0]?.turnoutNeeded
  if (vote.roll === null || needed == null) return null
  const { heads, areaDm2 } = vote.turnout
  return (
    <dl className="figures">
      <FigurePair
        label={t('pages.vote.heads')}
        part={heads}
        whole={vote.roll.heads}
        rule={t('pages.vote.headsNeeded', { needed: needed.heads })}
        met={heads >= needed.heads}
      />
      <FigurePair
        label={t('pages.vote.area')}
        unit={t('pages.vote.squareMetres')}
        part={squareMetres(areaDm2)}
        whole={squareMetres(vote.roll.areaDm2)}
        rule={t('pages.vote.areaNeeded', { needed: squareMetres(needed.areaDm2) })}
        met={areaDm2 >= needed.areaDm2}
      />
    </dl>
  )
}

/** Who has been told, who stands on the roll, who took part, and what was refused. */
export const Participation = ({ vote }: { readonly vote: ShownVote }) => {
  const t = useT('owners-vote')
  const href = useHref()
  const { number } = useFormat()
  const { served, roll, turnout, refused } = vote
  if (served.units === 0 && roll === null) return null
  return (
    <section>
      <h2>{t('pages.vote.participation')}</h2>
      <Quorum vote={vote} />
      <ul className="plain-list">
        {served.units > 0 && <li>{t('pages.vote.served', served)}</li>}
        {roll !== null && (
          <li>
            {t('pages.vote.roll', {
              heads: number(roll.heads),
              units: number(roll.units),
              area: squareMetres(roll.areaDm2),
            })}{' '}
            <a href={href(`/open/owners-votes/${vote.no}/roll`)}>{t('pages.roll.title')}</a>
          </li>
        )}
        {turnout.heads > 0 && (
          <li>{t('pages.vote.channels', { online: turnout.heads - turnout.paper, paper: turnout.paper })}</li>
        )}
        {refused.map(({ why, count }) => (
          <li key={why}>{t('pages.vote.refused', { count, why: t(`refused.${why}`) })}</li>
        ))}
      </ul>
      <p className="meta">
        <a href={href(`/open/owners-votes/${vote.no}/screen`)}>{t('pages.screen.title')}</a>
      </p>
    </section>
  )
}
