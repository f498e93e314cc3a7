import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ErrorSummary, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { ObjectForm, Objections, type Tried } from '../../../../platform/ui/parts/objections.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { ShownElection } from '../../shown.ts'
import { Candidates, Days, Officials, Papers } from './parts.tsx'
import { Rounds } from './rounds.tsx'
import { Secret } from './secret.tsx'

export type ElectionProps = {
  readonly election: ShownElection
  readonly tried: Tried | null
  readonly signedIn: boolean
  /** The list hangs and can be objected to. */
  readonly objectable: boolean
  /** Where every journal entry of this election can be taken away. */
  readonly bundle: string
  /** Why the ballot is secret and on paper only. */
  readonly secret: readonly BasisItem[]
  readonly basis: readonly BasisItem[]
}

const PATH = '/open/elections'

/** One election as everybody may see it: who runs it, who may vote, who stands, and the sums that were counted. */
export const Election = (props: ElectionProps) => {
  const { election, tried, signedIn, objectable, bundle, secret, basis } = props
  const t = useT('committee-election')
  const { date } = useFormat()
  const last = election.events.at(-1)
  const title = t('pages.title', { place: election.areaName, body: t(`body.${election.body}`) })
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
        ArticleTitle: title,
        PubDate: election.announcedAt.slice(0, 16).replace('T', ' '),
        ContentSource: election.areaName,
      }}
    >
      <PrintHead title={title} />
      <p className="chips">
        <Chip>{t(`step.${election.step}`)}</Chip>
        <Chip>{t(`mode.${election.mode}`)}</Chip>
      </p>
      <h1 className="matter serif">{title}</h1>
      <p className="meta">{[election.no, t('pages.list.polling', { when: date(election.pollingOn) })].join(' · ')}</p>
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      <p>{t(`says.${election.step}`)}</p>
      <Secret basis={secret} />
      <Days election={election} />
      <Rounds rounds={election.rounds} />
      {election.candidatesOn !== null && <Candidates election={election} />}
      <Lists election={election} />
      <Officials officials={election.officials} />
      <Papers papers={election.papers} />
      <Basis items={basis} />
      <Objections space="committee-election" objections={election.objections} />
      <Late election={election} />
      {objectable && (
        <ObjectForm space="committee-election" path={`${PATH}/${election.no}`} tried={tried} signedIn={signedIn} />
      )}
      <section>
        <h2>{t('pages.course')}</h2>
        <Timeline
          items={election.events.map(event => ({
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
            <LinkButton href={bundle} tone="primary" download>
              {t('pages.bundle')}
            </LinkButton>
            {last !== undefined && <LinkButton href={`/journal?leaf=${last.leaf}`}>{t('pages.lookUp')}</LinkButton>}
          </>
        }
      >
        {t('pages.proves', { procedure: election.procedure })}
      </DoNotTrustUs>
    </Shell>
  )
}

/** The way to the published lists. */
const Lists = ({ election }: { readonly election: ShownElection }) => {
  const t = useT('committee-election')
  const href = useHref()
  return (
    <p className="meta">
      {election.listedOn !== null && (
        <a href={href(`${PATH}/${election.no}/voters`)}>
          {t('pages.voters.link', { voters: election.voters, casting: election.casting })}
        </a>
      )}
      {election.proxiesOn !== null && (
        <>
          {' · '}
          <a href={href(`${PATH}/${election.no}/proxies`)}>{t('pages.proxies.link', { count: election.proxies })}</a>
        </>
      )}
    </p>
  )
}

/** Objections that were, or still are, answered later than the act allows. */
const Late = ({ election }: { readonly election: ShownElection }) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  const late = election.objections.filter(each => each.late)
  if (late.length === 0) return null
  return (
    <ul className="plain-list">
      {late.map(each => (
        <li key={each.seq}>
          <Chip tone="late">{t('pages.objections.late', { seq: each.seq, due: date(each.due) })}</Chip>
        </li>
      ))}
    </ul>
  )
}
