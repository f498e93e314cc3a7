import { Button } from 'antd'
import { useState } from 'react'
import { Deeds, ObjectionList, ScanThumbs, StepLine } from '../../../../platform/ui/console/deeds.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import type { Deed as DeedName, ShownItem, ShownVote } from '../../shown.ts'
import { Motions } from '../public/motions.tsx'
import { Named } from '../public/named.tsx'
import { Quorum, Times } from '../public/participation.tsx'
import { SOURCE } from './data.ts'
import { Deed } from './deed.tsx'

/** One vote beside the list: how far it is, what waits, and what can be done next. */
export const Pane = ({ row }: { readonly row: ShownItem }) => {
  const t = useT('owners-vote')
  const href = useHref()
  const [doing, setDoing] = useState<DeedName | null>(null)
  const vote = useGet<ShownVote>(`${SOURCE}/${row.id}`).data
  if (vote === undefined) return null
  return (
    <article className="owners-vote">
      <h2>{vote.title}</h2>
      <p className="meta">{[vote.no, vote.estateName, vote.scope].join(' · ')}</p>
      <StepLine space="owners-vote" step={vote.step} until={vote.until} />
      <Named />
      <Times vote={vote} />
      <Deeds space="owners-vote" may={vote.may} onDo={setDoing}>
        <Button href={href(`/open/owners-votes/${vote.no}`)}>{t('console.public')}</Button>
        <Button href={href(`/open/owners-votes/${vote.no}/screen`)}>{t('pages.screen.title')}</Button>
      </Deeds>
      <Quorum vote={vote} />
      <Progress vote={vote} />
      <p className="words after">{vote.body}</p>
      <Motions vote={vote} />
      <Papers vote={vote} />
      <ObjectionList space="owners-vote" objections={vote.objections} />
      {doing !== null && <Deed key={doing} verb={doing} vote={vote} onClose={() => setDoing(null)} />}
    </article>
  )
}

/** What has been delivered, and the paper ballots that wait for a second person. */
const Progress = ({ vote }: { readonly vote: ShownVote }) => {
  const t = useT('owners-vote')
  const { date } = useFormat()
  return (
    <>
      {vote.served.units > 0 && <p className="meta">{t('pages.vote.served', vote.served)}</p>}
      {vote.waiting.length > 0 && (
        <>
          <h3>{t('console.waiting', { count: vote.turnout.waiting })}</h3>
          <ul className="plain-list">
            {vote.waiting.map(paper => (
              <li key={paper.units}>
                {paper.units} · {date(paper.received)} · {paper.record}
                {paper.mine && ` · ${t('console.byMe')}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

const Papers = ({ vote }: { readonly vote: ShownVote }) => {
  const t = useT('owners-vote')
  return (
    <>
      <h3>{t('console.papers')}</h3>
      <ul className="plain-list">
        {vote.papers.map(paper => (
          <li key={paper.seq}>
            {t(`action.${paper.action}`)}：{paper.record}
          </li>
        ))}
      </ul>
      <ScanThumbs space="owners-vote" papers={vote.papers} />
    </>
  )
}
