import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { FigurePair, Figures } from '../../../../platform/ui/parts/figure.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { Notice } from '../../../../platform/ui/parts/notice.tsx'
import type { ShownMeeting, ShownOutcome, ShownTopic } from '../../shown-topic.ts'

/** What a topic consists of besides its words: the five parts, the table, the meetings and what they came to. */
export const Deliberated = ({ topic }: { readonly topic: ShownTopic }) => (
  <>
    {topic.meeting !== null && topic.step === 'noticed' && <MeetingNotice topic={topic} meeting={topic.meeting} />}
    {topic.outcomes.map(outcome => (
      <Outcome key={outcome.seq} outcome={outcome} />
    ))}
    {topic.parts.length > 0 && <Parts topic={topic} />}
  </>
)

/** The notice as it hangs on the board: when, where, about what. */
export const MeetingNotice = ({ topic, meeting }: { readonly topic: ShownTopic; readonly meeting: ShownMeeting }) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  return (
    <Notice level={2} title={t('pages.notice.title')} about={topic.title} by={topic.areaName}>
      <p>{t('pages.notice.when', { on: date(meeting.on), time: meeting.time, place: meeting.place })}</p>
      <p>{t('pages.notice.agenda')}</p>
      <ol className="numbered">
        {meeting.agenda.map(point => (
          <li key={point}>{point}</li>
        ))}
      </ol>
      {meeting.adHoc && <p className="why">{t('pages.notice.adHoc')}</p>}
    </Notice>
  )
}

const Outcome = ({ outcome }: { readonly outcome: ShownOutcome }) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const { due, present, needed, agree, against, abstain, verdict } = outcome
  return (
    <section>
      <h2>{t(`verdict.${verdict}`)}</h2>
      {outcome.resolution !== '' && <p className="words serif">{outcome.resolution}</p>}
      <Figures>
        <FigurePair
          label={t('pages.outcome.present')}
          part={present}
          whole={due}
          rule={t('pages.outcome.needed', { needed })}
          met={verdict !== 'no-quorum'}
        />
        <FigurePair
          label={t('pages.outcome.agree')}
          part={agree}
          whole={present}
          rule={t('pages.outcome.votes', { against, abstain })}
          {...(verdict === 'no-quorum' ? {} : { met: verdict === 'passed' })}
        />
      </Figures>
      {outcome.executor !== '' && (
        <Facts
          items={[
            { term: t('field.executor'), value: outcome.executor },
            { term: t('field.dueOn'), value: outcome.dueOn === null ? '' : date(outcome.dueOn) },
          ]}
        />
      )}
      {outcome.minutes !== '' && (
        <details className="fold">
          <summary>{t('pages.outcome.minutes')}</summary>
          <p className="words">{outcome.minutes}</p>
        </details>
      )}
    </section>
  )
}

/** 五项: source, bodies, rules, method, execution; and who sits at the table. */
export const Parts = ({ topic }: { readonly topic: ShownTopic }) => {
  const t = useT('deliberation')
  return (
    <section>
      <h2>{t('pages.parts.title')}</h2>
      <p className="meta">
        {[
          topic.form === null ? '' : t(`form.${topic.form}`),
          topic.mechanism === null ? '' : t('pages.parts.joint', { mechanism: t(`mechanism.${topic.mechanism}`) }),
          topic.duty === null ? '' : t(`duty.${topic.duty}`),
          t(`scope.${topic.scope}`),
        ]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
      <Facts items={topic.parts.map(({ part, text }) => ({ term: t(`part.${part}`), value: text }))} />
      <DataTable
        caption={t('pages.parts.lines')}
        rows={topic.lines}
        rowKey={line => String(line.line)}
        stack
        columns={[
          { key: 'who', head: t('pages.parts.who'), names: true, cell: line => line.who },
          { key: 'party', head: t('pages.parts.party'), cell: line => t(`party.${line.party}`) },
          { key: 'zone', head: t('pages.parts.zone'), cell: line => t(`zone.${line.zone}`) },
          { key: 'seats', head: t('pages.parts.seats'), figures: true, cell: line => line.seats },
        ]}
      />
    </section>
  )
}
