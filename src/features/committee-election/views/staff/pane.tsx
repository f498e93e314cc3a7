import { Button } from 'antd'
import { useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ObjectionLine } from '../../../../platform/ui/parts/objections.tsx'
import type { Deed as DeedName, ShownElection, ShownItem } from '../../shown.ts'
import { Candidates, Days, Officials, Papers } from '../public/parts.tsx'
import { Rounds } from '../public/rounds.tsx'
import { Secret } from '../public/secret.tsx'
import { SOURCE } from './data.ts'
import { Deed } from './deed.tsx'
import { Enrol } from './enrol.tsx'
import { Voters } from './voters.tsx'

/** One election beside the list: how far it is, what waits, and what can be done next. */
export const Pane = ({ row }: { readonly row: ShownItem }) => {
  const t = useT('committee-election')
  const href = useHref()
  const [doing, setDoing] = useState<DeedName | null>(null)
  const [listing, setListing] = useState(false)
  const election = useGet<ShownElection>(`${SOURCE}/${row.id}`).data
  const may = election?.may ?? []
  useKeys(
    t('console.deeds'),
    may.slice(0, 9).map((deed, index) => ({
      key: String(index + 1),
      label: t(`action.${deed}`),
      run: () => setDoing(deed),
    })),
  )
  if (election === undefined) return null
  return (
    <article className="committee-election">
      <h2>{t('pages.title', { place: election.areaName, body: t(`body.${election.body}`) })}</h2>
      <p className="meta">{[election.no, t(`mode.${election.mode}`)].join(' · ')}</p>
      <p>
        <b>{t(`step.${election.step}`)}</b> {t(`says.${election.step}`)}
      </p>
      <Secret />
      <div className="row-actions">
        {may.map((deed, index) => (
          <Button key={deed} {...(index === 0 && { type: 'primary' as const })} onClick={() => setDoing(deed)}>
            {t(`action.${deed}`)} {index < 9 && <kbd>{index + 1}</kbd>}
          </Button>
        ))}
        <Button onClick={() => setListing(true)}>{t('console.voters')}</Button>
        <Button href={href(`/open/elections/${election.no}`)}>{t('console.public')}</Button>
      </div>
      <Waiting election={election} />
      <Days election={election} />
      <p className="meta">
        {t('console.sums', { voters: election.voters, casting: election.casting, proxies: election.proxies })}
      </p>
      <Rounds rounds={election.rounds} />
      {election.candidates.length > 0 && <Candidates election={election} />}
      {election.objections.length > 0 && (
        <ul className="plain-list">
          {election.objections.map(objection => (
            <ObjectionLine key={objection.seq} space="committee-election" objection={objection} />
          ))}
        </ul>
      )}
      <Officials officials={election.officials} />
      <Papers papers={election.papers} />
      <Scans election={election} />
      {doing === 'enrol' && <Enrol id={election.id} onClose={() => setDoing(null)} />}
      {doing !== null && doing !== 'enrol' && (
        <Deed key={doing} deed={doing} election={election} onClose={() => setDoing(null)} />
      )}
      {listing && <Voters id={election.id} onClose={() => setListing(false)} />}
    </article>
  )
}

/** Whose entry of the count waits for whom. */
const Waiting = ({ election }: { readonly election: ShownElection }) => {
  const t = useT('committee-election')
  if (election.waiting === null) return null
  return (
    <p role="status">
      <Chip tone="warn">{t(election.waiting.mine ? 'console.waitsForOther' : 'console.waitsForYou')}</Chip>
    </p>
  )
}

const Scans = ({ election }: { readonly election: ShownElection }) => {
  const t = useT('committee-election')
  const href = useHref()
  const scans = election.papers.flatMap(paper => paper.scans.map(scan => ({ scan, action: paper.action })))
  if (scans.length === 0) return null
  return (
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
  )
}
