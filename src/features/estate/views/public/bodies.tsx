import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip, type Tone } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { ShownBodies } from '../../shown-bodies.ts'

type Shown<T extends keyof ShownBodies> = { readonly items: ShownBodies[T] }

const TONES: Readonly<Record<string, Tone>> = { running: 'warn', met: 'ok', 'met-late': 'late', overdue: 'late' }

/** What is due and by when, each with its rule. */
export const Dues = ({ items }: Shown<'dues'>) => {
  const t = useT('estate')
  const { date } = useFormat()
  if (items.length === 0) return null
  return (
    <List>
      {items.map(due => (
        <ListRow
          key={due.what}
          title={t(`due.${due.what}`)}
          chips={<Chip tone={TONES[due.state] ?? 'plain'}>{t(`dueState.${due.state}`)}</Chip>}
          meta={[
            t('dueBy', { date: date(due.due) }),
            due.doneOn === null ? '' : t('doneOn', { date: date(due.doneOn) }),
          ]
            .filter(part => part !== '')
            .join(' · ')}
        >
          <Basis items={[due.basis as BasisItem]} />
        </ListRow>
      ))}
    </List>
  )
}

type Term = ShownBodies['terms'][number]

/** One term of the committee: who, in which office, where else they serve, and whether it is on file. */
export const TermPart = ({ term }: { readonly term: Term }) => {
  const t = useT('estate')
  const { date } = useFormat()
  return (
    <>
      <Facts
        items={[
          { term: t('term.years'), value: t('term.span', { from: date(term.from), to: date(term.to) }) },
          { term: t('term.elected'), value: `${date(term.electedOn)} · ${term.record}` },
          {
            term: t('term.filed'),
            value: term.filedOn === null ? t('term.notFiled') : `${date(term.filedOn)} · ${term.filedRecord}`,
          },
        ]}
      />
      <DataTable
        caption={t('term.members')}
        rows={term.members}
        rowKey={member => member.id}
        stack
        columns={[
          { key: 'name', head: t('member.name'), names: true, cell: member => member.name },
          { key: 'office', head: t('member.office'), cell: member => t(`office.${member.office}`) },
          {
            key: 'posts',
            head: t('member.posts'),
            cell: member => (member.posts.length === 0 ? '—' : member.posts.map(post => t(`post.${post}`)).join('、')),
          },
          {
            key: 'state',
            head: t('member.state'),
            cell: member =>
              member.to === null ? t('member.serves') : `${date(member.to)} ${t(`ended.${member.endedBy ?? ''}`)}`,
          },
        ]}
      />
    </>
  )
}

/** What the committee decided, with who came and how many agreed. */
export const Meetings = ({ items }: Shown<'meetings'>) => {
  const t = useT('estate')
  const { date } = useFormat()
  return (
    <List>
      {items.map(meeting => (
        <ListRow
          key={meeting.id}
          title={meeting.matter}
          chips={<Chip tone={meeting.verdict === 'passed' ? 'ok' : 'plain'}>{t(`verdict.${meeting.verdict}`)}</Chip>}
          meta={[
            date(meeting.on),
            t('meeting.numbers', { present: meeting.present, members: meeting.members, agree: meeting.agree }),
            meeting.record,
            meeting.postedOn === null ? t('meeting.notPosted') : t('meeting.posted', { date: date(meeting.postedOn) }),
          ].join(' · ')}
        >
          <p className="words">{meeting.decision}</p>
        </ListRow>
      ))}
    </List>
  )
}

/** How the assembly was formed, step by step, with the numbers of each. */
export const Course = ({ items }: Shown<'facts'>) => {
  const t = useT('estate')
  const { date } = useFormat()
  return (
    <Timeline
      items={items.map(fact => ({
        key: String(fact.seq),
        title:
          fact.verdict === null
            ? t(`action.${fact.action}`)
            : `${t(`action.${fact.action}`)}：${t(`verdict.${fact.verdict}`)}`,
        at: fact.at as Instant,
        state: 'done' as const,
        children: (
          <>
            {fact.on !== null && <span className="said">{date(fact.on)}</span>}
            {fact.numbers.map(line => (
              <span key={line} className="said">
                {line}
              </span>
            ))}
            {fact.record !== '' && <span className="said">{fact.record}</span>}
            {fact.note !== '' && <span className="said">{fact.note}</span>}
          </>
        ),
      }))}
    />
  )
}
