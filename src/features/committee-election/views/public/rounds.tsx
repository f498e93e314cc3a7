import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import type { ContestShown, RoundShown } from '../../shown-rounds.ts'

const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((part * 1000) / whole) / 10}%`

/** What was counted, polling day by polling day: turnout, votes of each candidate, who is elected, what is left. */
export const Rounds = ({ rounds }: { readonly rounds: readonly RoundShown[] }) => (
  <>
    {rounds.map(round => (
      <OneRound key={round.round} round={round} />
    ))}
  </>
)

const OneRound = ({ round }: { readonly round: RoundShown }) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  const { issued, returned, invalid } = round
  return (
    <section>
      <h2>
        {t(round.runoff ? 'pages.round.runoff' : 'pages.round.title', { round: round.round })} · {date(round.pollingOn)}
      </h2>
      {returned === null ? (
        <p>{t('pages.round.notCounted')}</p>
      ) : (
        <>
          <p>
            <Chip tone={round.void === null ? 'ok' : 'late'}>
              {round.void === null ? t('pages.round.valid') : t(`void.${round.void}`)}
            </Chip>
          </p>
          <Facts
            items={[
              { term: t('field.registered'), value: round.registered },
              { term: t('field.issued'), value: issued },
              {
                term: t('field.returned'),
                value: `${returned}（${percent(returned, round.registered)}）`,
              },
              { term: t('field.invalid'), value: invalid },
            ]}
          />
          {round.contests.map(contest => (
            <Contest key={contest.post} contest={contest} returned={returned} />
          ))}
        </>
      )}
    </section>
  )
}

const Contest = ({ contest, returned }: { readonly contest: ContestShown; readonly returned: number }) => {
  const t = useT('committee-election')
  return (
    <>
      <DataTable
        caption={t('pages.round.contest', { post: t(`post.${contest.post}`), seats: contest.seats })}
        rows={contest.candidates}
        rowKey={candidate => String(candidate.no)}
        columns={[
          { key: 'name', head: t('field.name'), names: true, cell: candidate => candidate.name },
          {
            key: 'votes',
            head: t('field.votes'),
            figures: true,
            cell: ({ votes }) => (votes === null ? '' : `${votes}（${percent(votes, returned)}）`),
          },
          {
            key: 'elected',
            head: t('field.result'),
            cell: candidate => t(candidate.elected ? 'pages.round.elected' : 'pages.round.notElected'),
          },
        ]}
      />
      {contest.left > 0 && <p>{t('pages.round.left', { count: contest.left })}</p>}
    </>
  )
}
