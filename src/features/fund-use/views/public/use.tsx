import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ErrorSummary, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { ObjectForm, Objections, type Tried } from '../../../../platform/ui/parts/objections.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownUse } from '../../shown-use.ts'
import type { PartRow, ShortRow } from '../../store/money.ts'
import { yuan } from '../money.ts'
import { Buildings, Course, Photos, Quotations } from './body.tsx'
import { useScope } from './list.tsx'
import { MyPart } from './my-part.tsx'

export type FundUseProps = {
  readonly use: ShownUse
  /** What the reader's own units bear, and what is asked of them. */
  readonly mine: readonly PartRow[]
  readonly asked: readonly ShortRow[]
  readonly tried: Tried | null
  readonly signedIn: boolean
  /** It can be objected to. */
  readonly open: boolean
  /** Where every journal entry of this use can be taken away. */
  readonly journal: string
  readonly basis: readonly BasisItem[]
}

const PATH = '/open/fund-uses'

/** One use of a repair fund as everybody may see it: what for, on whose decision, what each building bears, the photos. */
export const FundUse = ({ use, mine, asked, tried, signedIn, open, journal, basis }: FundUseProps) => {
  const t = useT('fund-use')
  const { date } = useFormat()
  const scope = useScope()
  const applied = parseInstant(use.appliedAt)
  const last = use.events.at(-1)
  const posted = use.step === 'posted'
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
        ArticleTitle: use.title,
        PubDate: use.appliedAt.slice(0, 16).replace('T', ' '),
        ContentSource: use.areaName,
      }}
    >
      <PrintHead title={use.title} />
      <p className="chips">
        <Chip tone={posted ? 'warn' : 'plain'}>{t(`step.${use.step}`)}</Chip>
        <Chip>{t(`part.${use.part}`)}</Chip>
        {use.emergency !== null && <Chip tone="late">{t('pages.emergency')}</Chip>}
      </p>
      <h1 className="matter serif">{use.title}</h1>
      <p className="meta">
        {[use.no, use.estateName, scope(use.scope), applied === undefined ? '' : date(applied)]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      <p>{t(`says.${use.step}`)}</p>
      {posted && use.until !== null && (
        <p>
          <b>{t('pages.until', { until: date(use.until) })}</b>
        </p>
      )}
      <MyPart use={use} mine={mine} asked={asked} />
      <Figures use={use} />
      <Warrant use={use} />
      <p className="words">{use.body}</p>
      <Buildings buildings={use.buildings} paid={use.paidFen > 0} />
      <Photos photos={use.photos} />
      <Quotations use={use} />
      <Basis items={basis} />
      <Objections space="fund-use" objections={use.objections} />
      {open && <ObjectForm space="fund-use" path={`${PATH}/${use.no}`} tried={tried} signedIn={signedIn} />}
      <Course use={use} />
      <DoNotTrustUs
        actions={
          <>
            <LinkButton href={journal} tone="primary" download>
              {t('pages.bundle')}
            </LinkButton>
            {last !== undefined && <LinkButton href={`/journal?leaf=${last.leaf}`}>{t('pages.lookUp')}</LinkButton>}
          </>
        }
      >
        {t('pages.proves', { procedure: use.procedure })}
      </DoNotTrustUs>
    </Shell>
  )
}

/** Budget, what was set aside, the final account and what was paid: what is known so far. */
export const Figures = ({ use }: { readonly use: ShownUse }) => {
  const t = useT('fund-use')
  const lines = [
    ['budget', use.budgetFen],
    ['held', use.heldFen > 0 ? use.heldFen : null],
    ['final', use.finalFen],
    ['due', use.dueFen],
    ['paid', use.paidFen > 0 ? use.paidFen : null],
  ] as const
  return (
    <Facts
      items={[
        ...lines.flatMap(([name, amount]) =>
          amount === null ? [] : [{ term: t(`figure.${name}`), value: t('figure.yuan', { yuan: yuan(amount) }) }],
        ),
        { term: t('figure.units'), value: t('figure.unitsOf', { count: use.units }) },
        { term: t('figure.company'), value: use.company },
      ]}
    />
  )
}

/** What the money stands on: the vote by its number, or who confirmed the emergency. */
export const Warrant = ({ use: { warrant, calledVote, emergency } }: { readonly use: ShownUse }) => {
  const t = useT('fund-use')
  const href = useHref()
  if (warrant === null)
    return calledVote === null ? null : (
      <p>
        {t('warrant.called')} <a href={href(`/open/owners-votes/${calledVote}`)}>{calledVote}</a>
      </p>
    )
  if (warrant.kind === 'emergency')
    return (
      <p>
        <b>{t('warrant.emergency', { kind: t(`emergency.${emergency ?? 'other'}`) })}</b>{' '}
        {t(`warrant.by.${warrant.confirmed ?? 'street'}`)}
      </p>
    )
  return (
    <p>
      <b>{t('warrant.vote')}</b>{' '}
      <a href={href(`/open/owners-votes/${warrant.voteNo ?? ''}`)}>
        {t('warrant.motion', { no: warrant.voteNo ?? '', motion: warrant.motion ?? 0 })}
      </a>
      {' · '}
      <a href={href(`/journal?leaf=${warrant.leaf ?? ''}`)}>{t('warrant.leaf')}</a>
    </p>
  )
}
