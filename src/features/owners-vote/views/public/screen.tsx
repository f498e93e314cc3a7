import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownVote } from '../../shown.ts'
import { Named } from './named.tsx'
import { Quorum, Times } from './participation.tsx'

/** For the screen of a hall: what is asked, how many have taken part, and the results once they are there. */
export const Screen = ({ vote }: { readonly vote: ShownVote }) => {
  const t = useT('owners-vote')
  const { time } = useFormat()
  return (
    <Shell
      width="wide"
      tab="/open/work-orders"
      back={{ href: `/open/owners-votes/${vote.no}`, label: t('pages.screen.back') }}
    >
      <div className="hall">
        <p className="meta">
          {vote.estateName} · {vote.scope} · {t(`step.${vote.step}`)}
        </p>
        <h1 className="serif">{vote.title}</h1>
        <Named />
        <Times vote={vote} />
        <ol>
          {vote.motionList.map(motion => (
            <li key={motion.no}>
              {motion.title}{' '}
              {motion.result !== null && (
                <Chip tone={motion.result.result === 'passed' ? 'ok' : 'late'}>
                  {t(`verdict.${motion.result.result}`)}
                </Chip>
              )}
            </li>
          ))}
        </ol>
        <Quorum vote={vote} />
        <p className="meta">{t('pages.screen.asOf', { when: time(useNow()) })}</p>
      </div>
    </Shell>
  )
}
