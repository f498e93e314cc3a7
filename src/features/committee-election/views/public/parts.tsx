import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import type { ShownElection } from '../../shown.ts'

type Whole = { readonly election: ShownElection }

/** The days of an election, as far as they are known: list, candidates, polling, term, handing over. */
export const Days = ({ election }: Whole) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  const { seats, term, handoverDue, handedOn } = election
  const days = [
    { key: 'pollingOn', on: election.pollingOn },
    { key: 'listedOn', on: election.listedOn },
    { key: 'objectionsUntil', on: election.objectionsUntil },
    { key: 'candidatesOn', on: election.candidatesOn },
    { key: 'metOn', on: election.metOn },
    { key: 'proxiesOn', on: election.proxiesOn },
  ]
  return (
    <Facts
      items={[
        {
          term: t('pages.seats'),
          value: (['chair', 'vice', 'member', 'woman'] as const)
            .filter(post => seats[post] > 0)
            .map(post => `${t(`post.${post}`)} ${seats[post]}`)
            .join('，'),
        },
        ...days.flatMap(({ key, on }) => (on === null ? [] : [{ term: t(`pages.day.${key}`), value: date(on) }])),
        ...(term === null
          ? []
          : [{ term: t('pages.day.term'), value: t('pages.term', { from: date(term.on), until: date(term.until) }) }]),
        ...(handoverDue === null
          ? []
          : [
              {
                term: t('pages.day.handover'),
                value:
                  handedOn === null
                    ? t('pages.handoverDue', { due: date(handoverDue) })
                    : t(handedOn > handoverDue ? 'pages.handedLate' : 'pages.handed', {
                        on: date(handedOn),
                        due: date(handoverDue),
                      }),
              },
            ]),
      ]}
    />
  )
}

/** Who stands, by post. */
export const Candidates = ({ election }: Whole) => {
  const t = useT('committee-election')
  return (
    <DataTable
      caption={t('pages.candidates')}
      rows={election.candidates}
      rowKey={candidate => String(candidate.no)}
      empty={t('pages.nobody')}
      columns={[
        { key: 'no', head: t('field.candidateNo'), figures: true, cell: candidate => candidate.no },
        { key: 'name', head: t('field.name'), names: true, cell: candidate => candidate.name },
        { key: 'post', head: t('field.post'), cell: candidate => t(`post.${candidate.post}`) },
        { key: 'sex', head: t('field.sex'), cell: candidate => t(candidate.woman ? 'sex.woman' : 'sex.man') },
        { key: 'state', head: t('field.state'), cell: candidate => t(`candidate.${candidate.state}`) },
      ]}
    />
  )
}

/** Who runs the election, and who has left for it. */
export const Officials = ({ officials }: Pick<ShownElection, 'officials'>) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  return (
    <section>
      <h2>{t('pages.officials')}</h2>
      <ul className="plain-list">
        {officials.map(({ seat, name, leftOn }) => (
          <li key={seat}>
            {seat}. {name}
            {leftOn !== null && ` · ${t('pages.left', { on: date(leftOn) })}`}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The papers of the election committee, by the name under which each is kept. */
export const Papers = ({ papers }: Pick<ShownElection, 'papers'>) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  if (papers.length === 0) return null
  return (
    <DataTable
      caption={t('pages.papers')}
      rows={papers}
      rowKey={paper => String(paper.seq)}
      stack
      columns={[
        { key: 'action', head: t('pages.paper.step'), names: true, cell: paper => t(`action.${paper.action}`) },
        { key: 'on', head: t('pages.paper.on'), figures: true, cell: paper => date(paper.on) },
        { key: 'record', head: t('pages.paper.record'), cell: paper => paper.record },
        {
          key: 'until',
          head: t('pages.paper.until'),
          cell: paper => (paper.until === null ? '' : date(paper.until)),
        },
      ]}
    />
  )
}
