import { type Instant, parseInstant } from '../../../../kernel/time.ts'
import type { Said } from '../../../../platform/http/types.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ErrorSummary, type FieldError, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { ShownTalk } from '../../opinions.ts'
import type { ShownTopic } from '../../shown-topic.ts'
import { Deliberated } from './deliberated.tsx'
import { toneOf } from './list.tsx'
import { Objections, Rating, Withdraw } from './replies.tsx'
import { Talk } from './talk.tsx'

/** What was tried on this page and did not work. */
export type Tried = {
  readonly form: 'say' | 'vote' | 'rate' | 'object' | 'withdraw'
  readonly said: readonly Said[]
  readonly errors: readonly FieldError[]
  readonly typed: Readonly<Record<string, string>>
}

export type TopicProps = {
  readonly topic: ShownTopic
  readonly talk: ShownTalk
  readonly after: number
  readonly tried: Tried | null
  readonly signedIn: boolean
  /** The reader raised it. */
  readonly mine: boolean
  readonly posted: boolean
  readonly rating: { readonly open: boolean; readonly mayRate: boolean; readonly mine: number | null }
  /** Where every journal entry of this topic can be taken away. */
  readonly bundle: string
  readonly basis: readonly BasisItem[]
}

const PATH = '/open/deliberations'

/** One topic as everybody may see it: what, who sits there, what was said, what was decided, what came of it. */
export const Topic = (props: TopicProps) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const { topic, tried, posted, basis } = props
  const raised = parseInstant(topic.raisedAt)
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
        ArticleTitle: topic.title,
        PubDate: topic.raisedAt.slice(0, 16).replace('T', ' '),
        ContentSource: topic.areaName,
      }}
    >
      <PrintHead title={topic.title} />
      <p className="chips">
        <Chip tone={toneOf(topic.step)}>{t(`step.${topic.step}`)}</Chip>
        <Chip>{t(`stage.${topic.stage}`)}</Chip>
        <Chip>{t(`theme.${topic.theme}`)}</Chip>
        {topic.level === 'town' && <Chip>{t('level.town')}</Chip>}
      </p>
      <h1 className="matter serif">{topic.title}</h1>
      <p className="meta">
        {[
          topic.no,
          topic.areaName,
          raised === undefined ? '' : date(raised),
          topic.fromOrders > 0 ? t('pages.fromOrders', { count: topic.fromOrders }) : t(`origin.${topic.origin}`),
        ]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      <p>{t(`says.${topic.step}`)}</p>
      {posted && topic.until !== null && (
        <p>
          <b>{t('pages.until', { until: date(topic.until) })}</b>
        </p>
      )}
      {!topic.published && <p className="why">{t('pages.notPublic')}</p>}
      <p className="words">{topic.body}</p>
      <Deliberated topic={topic} />
      <Times topic={topic} />
      <Basis items={basis} />
      <Talk {...props} />
      <Rating {...props} />
      <Objections {...props} />
      <Withdraw {...props} />
      <Course {...props} />
    </Shell>
  )
}

/** 发现 → 商议 → 解决, as far as it has come. */
const Times = ({ topic }: { readonly topic: ShownTopic }) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const { foundOn, meetingOn, doneOn, daysToMeet, daysToDone } = topic
  if (daysToMeet === null) return null
  return (
    <Facts
      items={[
        { term: t('pages.times.found'), value: date(foundOn) },
        {
          term: t('pages.times.met'),
          value: meetingOn === null ? '' : t('pages.times.after', { on: date(meetingOn), days: daysToMeet }),
        },
        ...(doneOn === null || daysToDone === null
          ? []
          : [{ term: t('pages.times.done'), value: t('pages.times.after', { on: date(doneOn), days: daysToDone }) }]),
      ]}
    />
  )
}

const Course = ({ topic, bundle }: TopicProps) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const last = topic.events.at(-1)
  return (
    <>
      <section>
        <h2>{t('pages.course')}</h2>
        <Timeline
          items={topic.events.map(event => ({
            key: String(event.seq),
            title: t(`action.${event.action}`),
            at: event.at as Instant,
            state: 'done' as const,
            children: (
              <>
                {event.note !== '' && <span className="said">{event.note}</span>}
                {event.statement !== null && (
                  <span className="said">{t('pages.hidden', { seq: event.statement })}</span>
                )}
                {event.order !== '' && <span className="said">{t('pages.newOrder', { no: event.order })}</span>}
                {event.until !== null && (
                  <span className="said">
                    {[event.board, t('pages.until', { until: date(event.until) })].join(' · ')}
                  </span>
                )}
              </>
            ),
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
        {t('pages.proves', { procedure: topic.procedure })}
      </DoNotTrustUs>
    </>
  )
}
