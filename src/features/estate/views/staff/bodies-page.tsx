import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import type { bodiesOut } from '../../api-bodies.ts'
import type { ShownBodies } from '../../shown-bodies.ts'
import { Course, Dues } from '../public/bodies.tsx'
import { m2 } from '../public/list.tsx'
import { type BodyDeed, BodyDialog } from './body-deed.tsx'
import { SOURCE } from './data.ts'
import { useDay } from './use-day.ts'

export type Bodies = z.output<typeof bodiesOut>
type Start = (deed: BodyDeed, of?: string) => void

/** Whether an assembly can be formed, with the numbers and what is missing. */
const Conditions = ({ bodies }: { readonly bodies: Bodies }) => {
  const t = useT('estate')
  const date = useDay()
  const { heads, areaDm2, deliveredDm2, firstHanded, met, why } = bodies.conditions
  return (
    <section>
      <h2>{t('bodies.conditions')}</h2>
      <p className="chips">
        <Chip tone={met ? 'ok' : 'late'}>{t(met ? 'bodies.met' : 'bodies.unmet')}</Chip>
      </p>
      <Facts
        items={[
          { term: t('bodies.heads'), value: heads },
          { term: t('field.totalArea'), value: `${m2(areaDm2)} m²` },
          { term: t('bodies.delivered'), value: `${m2(deliveredDm2)} / ${m2(areaDm2)} m²` },
          { term: t('bodies.firstHanded'), value: firstHanded === null ? '—' : date(firstHanded) },
        ]}
      />
      {why.map(line => (
        <p key={line} className="why">
          {line}
        </p>
      ))}
    </section>
  )
}

const Committee = ({ bodies, start }: { readonly bodies: Bodies; readonly start: Start }) => {
  const t = useT('estate')
  const date = useDay()
  const [term] = bodies.terms
  if (term === undefined) return <p>{t('pages.estate.noCommittee')}</p>
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
      {bodies.may && term.filedOn === null && (
        <Button onClick={() => start('file', term.id)}>{t('bodyDeed.file')}</Button>
      )}
      <DataTable
        caption={t('term.members')}
        rows={term.members}
        rowKey={member => member.id}
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
              member.to !== null ? (
                `${date(member.to)} ${t(`ended.${member.endedBy ?? ''}`)}`
              ) : member.withoutUnit ? (
                <Chip tone="late">{t('member.withoutUnit')}</Chip>
              ) : (
                t('member.serves')
              ),
          },
          {
            key: 'deed',
            head: t('member.deed'),
            cell: member =>
              bodies.may && member.to === null ? (
                <Button size="small" onClick={() => start('endMember', member.id)}>
                  {t('bodyDeed.endMember')}
                </Button>
              ) : null,
          },
        ]}
      />
    </>
  )
}

const Meetings = ({ bodies, start }: { readonly bodies: Bodies; readonly start: Start }) => {
  const t = useT('estate')
  const date = useDay()
  return (
    <DataTable
      caption={t('pages.estate.meetings')}
      rows={bodies.meetings}
      rowKey={meeting => meeting.id}
      empty={t('meeting.none')}
      columns={[
        { key: 'matter', head: t('meeting.matter'), names: true, cell: meeting => meeting.matter },
        { key: 'on', head: t('field.meetingOn'), figures: true, cell: meeting => date(meeting.on) },
        {
          key: 'numbers',
          head: t('meeting.count'),
          figures: true,
          cell: ({ present, members, agree }) => t('meeting.numbers', { present, members, agree }),
        },
        { key: 'verdict', head: t('meeting.verdict'), cell: meeting => t(`verdict.${meeting.verdict}`) },
        {
          key: 'posted',
          head: t('meeting.postedHead'),
          cell: meeting =>
            meeting.postedOn !== null ? (
              date(meeting.postedOn)
            ) : bodies.may ? (
              <Button size="small" onClick={() => start('post', meeting.id)}>
                {t('bodyDeed.post')}
              </Button>
            ) : (
              t('meeting.notPosted')
            ),
        },
      ]}
    />
  )
}

/** The desk of what owners form: conditions, the assembly step by step, the committee, its meetings, and what is due. */
export const BodiesPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
  const t = useT('estate')
  const href = useHref()
  const id = params.id ?? ''
  const [doing, setDoing] = useState<{ readonly deed: BodyDeed; readonly of: string } | null>(null)
  const bodies = useGet<Bodies>(`${SOURCE}/${id}/bodies`).data
  const start: Start = (deed, of = '') => setDoing({ deed, of })
  const founded = bodies?.formation.step === 'founded'
  const deeds: readonly BodyDeed[] = [
    ...((bodies?.formation.actions ?? []) as BodyDeed[]),
    ...(bodies?.may === true && founded ? (['elect', 'meet'] as const) : []),
  ]
  useKeys(
    t('console.bodies'),
    deeds.map((deed, index) => ({ key: String(index + 1), label: t(`bodyDeed.${deed}`), run: () => start(deed) })),
  )
  if (bodies === undefined) return null
  return (
    <div className="list-page estate-bodies">
      <div className="list-head">
        <h1>{t('bodies.title', { name: bodies.estate.name })}</h1>
        <span className="grow" />
        <Button onClick={() => navigate(href(`/console/estates/${id}/units`))}>{t('console.units')}</Button>
        <Button onClick={() => navigate(href('/console/estates'))}>{t('console.title')}</Button>
      </div>
      <p>
        <b>{t(`step.${bodies.formation.step}`)}</b>{' '}
        {bodies.formation.step === 'new' ? '' : t(`says.${bodies.formation.step}`)}
      </p>
      <div className="row-actions">
        {deeds.map((deed, index) => (
          <Button key={deed} {...(index === 0 && { type: 'primary' as const })} onClick={() => start(deed)}>
            {t(`bodyDeed.${deed}`)} <kbd>{index + 1}</kbd>
          </Button>
        ))}
      </div>
      <h2>{t('pages.estate.dues')}</h2>
      <Dues items={bodies.dues as ShownBodies['dues']} />
      {!founded && <Conditions bodies={bodies} />}
      <h2>{t('pages.estate.committee')}</h2>
      <Committee bodies={bodies} start={start} />
      <Meetings bodies={bodies} start={start} />
      <h2>{t('pages.estate.course')}</h2>
      <Course items={bodies.formation.facts as ShownBodies['facts']} />
      {doing !== null && (
        <BodyDialog
          key={`${doing.deed} ${doing.of}`}
          id={id}
          deed={doing.deed}
          of={doing.of}
          onClose={() => setDoing(null)}
        />
      )}
    </div>
  )
}
