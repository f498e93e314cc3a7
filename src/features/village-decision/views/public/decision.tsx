import { type Instant, parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { ErrorSummary, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { ObjectForm, Objections, type Tried } from '../../../../platform/ui/parts/objections.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { Form as Line, ShownDecision } from '../../shown.ts'

export type DecisionProps = {
  readonly decision: ShownDecision
  readonly tried: Tried | null
  readonly signedIn: boolean
  /** A notice hangs: it can be objected to. */
  readonly posted: boolean
  /** Where every journal entry of this decision can be taken away. */
  readonly bundle: string
  readonly basis: readonly BasisItem[]
}

const PATH = '/open/village-decisions'

/** One decision as everybody may see it: what, by whom in which numbers, what was objected, what came of it. */
export const Decision = ({ decision, tried, signedIn, posted, bundle, basis }: DecisionProps) => {
  const t = useT('village-decision')
  const { date } = useFormat()
  const proposed = parseInstant(decision.proposedAt)
  const last = decision.events.at(-1)
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
        ArticleTitle: decision.title,
        PubDate: decision.proposedAt.slice(0, 16).replace('T', ' '),
        ContentSource: decision.areaName,
      }}
    >
      <PrintHead title={decision.title} />
      <p className="chips">
        <Chip tone={posted ? 'warn' : 'plain'}>{t(`step.${decision.step}`)}</Chip>
        <Chip>{t(`matter.${decision.matter}`)}</Chip>
      </p>
      <h1 className="matter serif">{decision.title}</h1>
      <p className="meta">
        {[decision.no, decision.areaName, proposed === undefined ? '' : date(proposed)]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      <p>{t(`says.${decision.step}`)}</p>
      {posted && decision.until !== null && (
        <p>
          <b>{t('pages.until', { until: date(decision.until) })}</b>
        </p>
      )}
      <p className="words">{decision.body}</p>
      <Register forms={decision.forms} />
      <Basis items={basis} />
      <Objections space="village-decision" objections={decision.objections} />
      {posted && (
        <ObjectForm space="village-decision" path={`${PATH}/${decision.no}`} tried={tried} signedIn={signedIn} />
      )}
      <section>
        <h2>{t('pages.course')}</h2>
        <Timeline
          items={decision.events.map(event => ({
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
        {t('pages.proves', { procedure: decision.procedure })}
      </DoNotTrustUs>
    </Shell>
  )
}

/** 登记表: one line for each step, with who should have come, who came, and how they voted. */
export const Register = ({ forms }: { readonly forms: readonly Line[] }) => {
  const t = useT('village-decision')
  const { date } = useFormat()
  return (
    <DataTable
      caption={t('pages.register.caption')}
      rows={forms}
      rowKey={form => String(form.seq)}
      stack
      columns={[
        {
          key: 'step',
          head: t('pages.register.step'),
          names: true,
          cell: form => (
            <>
              {t(`action.${form.action}`)}
              {form.body !== null && ` · ${t(`body.${form.body}`)}`}
            </>
          ),
        },
        { key: 'on', head: t('pages.register.on'), figures: true, cell: form => date(form.on) },
        { key: 'came', head: t('pages.register.came'), cell: form => <Came form={form} /> },
        {
          key: 'votes',
          head: t('pages.register.votes'),
          cell: form => (form.meeting === null ? '' : t('pages.register.voted', form.meeting)),
        },
        {
          key: 'verdict',
          head: t('pages.register.verdict'),
          cell: form => (
            <>
              {form.verdict !== null && t(`verdict.${form.verdict}`)}
              {form.until !== null && t('pages.until', { until: date(form.until) })}
            </>
          ),
        },
        { key: 'record', head: t('pages.register.record'), cell: form => form.record },
      ]}
    />
  )
}

const Came = ({ form }: { readonly form: Line }) => {
  const t = useT('village-decision')
  if (form.meeting === null) return null
  const { due, present } = form.meeting
  return (
    <>
      {t('pages.register.present', { due, present })}
      {form.needed !== null && ` · ${t('pages.register.needed', { needed: form.needed })}`}
      {form.members !== null && ` · ${t('pages.register.members', { members: form.members })}`}
    </>
  )
}
