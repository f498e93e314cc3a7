import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ErrorSummary, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { ObjectForm, Objections, type Tried } from '../../../../platform/ui/parts/objections.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { ShownVote } from '../../shown.ts'
import { StepChip } from './list.tsx'
import { Motions } from './motions.tsx'
import { Named } from './named.tsx'
import { Participation, Times } from './participation.tsx'

export type OwnersVoteProps = {
  readonly vote: ShownVote
  readonly tried: Tried | null
  readonly signedIn: boolean
  /** The result hangs: it can be objected to. */
  readonly posted: boolean
  /** It can be voted now. */
  readonly open: boolean
  /** Where every journal entry of this vote can be taken away. */
  readonly journal: string
  readonly basis: readonly BasisItem[]
}

const PATH = '/open/owners-votes'
const COUNTED: ReadonlySet<string> = new Set(['counted', 'posted', 'settled', 'revoked'])

/** One vote as everybody may see it: what is asked, who decides, how many took part, what came of it, and how to check. */
export const OwnersVotePage = ({ vote, tried, signedIn, posted, open, journal, basis }: OwnersVoteProps) => {
  const t = useT('owners-vote')
  const { date } = useFormat()
  const counted = COUNTED.has(vote.step)
  const last = vote.events.at(-1)
  return (
    <Shell
      failed={tried !== null}
      tab="/open/work-orders"
      back={{ href: PATH, label: t('pages.list.title') }}
      tools={
        <span className="wide-only">
          <PrintButton />
        </span>
      }
      meta={{
        ColumnName: t('pages.list.title'),
        ArticleTitle: vote.title,
        PubDate: vote.convenedAt.slice(0, 16).replace('T', ' '),
        ContentSource: vote.areaName,
      }}
    >
      <PrintHead title={vote.title} />
      <p className="chips">
        <StepChip vote={vote} />
        <Chip>{vote.scope}</Chip>
      </p>
      <h1 className="matter serif">{vote.title}</h1>
      <p className="meta">{[vote.no, vote.estateName, vote.areaName].filter(part => part !== '').join(' · ')}</p>
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      <p>{t(`says.${vote.step}`)}</p>
      <Named />
      {posted && vote.until !== null && (
        <p>
          <b>{t('pages.until', { until: date(vote.until) })}</b>
        </p>
      )}
      <Times vote={vote} />
      {open && (
        <LinkButton href={`/me/votes/${vote.no}`} tone="primary">
          {t('pages.vote.go')}
        </LinkButton>
      )}
      <p className="words after">{vote.body}</p>
      <Motions vote={vote} />
      <Participation vote={vote} />
      <Basis items={basis} />
      <Objections space="owners-vote" objections={vote.objections} />
      {posted && <ObjectForm space="owners-vote" path={`${PATH}/${vote.no}`} tried={tried} signedIn={signedIn} />}
      <section>
        <h2>{t('pages.course')}</h2>
        <Timeline
          items={vote.events.map(event => ({
            key: String(event.seq),
            title: t(`action.${event.action}`),
            at: event.at as Instant,
            state: 'done' as const,
            children: event.note === '' ? null : <span className="said">{event.note}</span>,
          }))}
        />
      </section>
      <DoNotTrustUs
        actions={
          <>
            {counted && (
              <LinkButton href={`${PATH}/${vote.no}/bundle`} tone="primary" download>
                {t('pages.bundle')}
              </LinkButton>
            )}
            <LinkButton href={journal} tone={counted ? 'plain' : 'primary'} download>
              {t('pages.journal')}
            </LinkButton>
            <LinkButton href={`${PATH}/${vote.no}/report`} download>
              {t('report.title')}
            </LinkButton>
            {last !== undefined && <LinkButton href={`/journal?leaf=${last.leaf}`}>{t('pages.lookUp')}</LinkButton>}
          </>
        }
      >
        {t(counted ? 'pages.proves' : 'pages.willProve', { procedure: vote.procedure })}
      </DoNotTrustUs>
    </Shell>
  )
}
