import { Button } from 'antd'
import { useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { ObjectionLine } from '../../../../platform/ui/parts/objections.tsx'
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
  const { date } = useFormat()
  const [doing, setDoing] = useState<DeedName | null>(null)
  const vote = useGet<ShownVote>(`${SOURCE}/${row.id}`).data
  const may = vote?.may ?? []
  useKeys(
    t('console.deeds'),
    may.slice(0, 9).map((verb, index) => ({
      key: String(index + 1),
      label: t(`action.${verb}`),
      run: () => setDoing(verb),
    })),
  )
  if (vote === undefined) return null
  return (
    <article className="owners-vote">
      <h2>{vote.title}</h2>
      <p className="meta">{[vote.no, vote.estateName, vote.scope].join(' · ')}</p>
      <p>
        <b>{t(`step.${vote.step}`)}</b> {t(`says.${vote.step}`)}
        {vote.until !== null && ` ${t('pages.until', { until: date(vote.until) })}`}
      </p>
      <Times vote={vote} />
      <Named />
      <div className="row-actions">
        {may.map((verb, index) => (
          <Button key={verb} {...(index === 0 && { type: 'primary' as const })} onClick={() => setDoing(verb)}>
            {t(`action.${verb}`)} {index < 9 && <kbd>{index + 1}</kbd>}
          </Button>
        ))}
        <Button href={href(`/open/owners-votes/${vote.no}`)}>{t('console.public')}</Button>
        <Button href={href(`/open/owners-votes/${vote.no}/screen`)}>{t('pages.screen.title')}</Button>
      </div>
      <Quorum vote={vote} />
      <Progress vote={vote} />
      <p className="words after">{vote.body}</p>
      <Motions vote={vote} />
      <Papers vote={vote} />
      {vote.objections.length > 0 && (
        <ul className="plain-list">
          {vote.objections.map(objection => (
            <ObjectionLine key={objection.seq} space="owners-vote" objection={objection} />
          ))}
        </ul>
      )}
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
  const href = useHref()
  const scans = vote.papers.flatMap(paper => paper.scans.map(scan => ({ scan, action: paper.action })))
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
      {scans.length > 0 && (
        <ul className="thumbs" aria-label={t('field.scans')}>
          {scans.map(({ scan, action }) => (
            <li key={scan}>
              <a href={href(scan)}>
                <img
                  src={href(`${scan}?variant=thumb`)}
                  alt={t('console.scanOf', { action: t(`action.${action}`) })}
                  width="96"
                  height="96"
                  loading="lazy"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
