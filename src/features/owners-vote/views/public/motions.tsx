import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import type { ShownMotion, ShownVote } from '../../shown.ts'
import { squareMetres } from '../../square-metres.ts'

const CHOICES = ['agree', 'oppose', 'abstain'] as const

/** What is put to the owners, each with what it takes and what it came to. */
export const Motions = ({ vote }: { readonly vote: ShownVote }) => {
  const t = useT('owners-vote')
  return (
    <section>
      <h2>{t('pages.motions.title')}</h2>
      <ol className="plain-list">
        {vote.motionList.map(motion => (
          <li key={motion.no} id={`motion-${motion.no}`}>
            <h3>
              {motion.no}. {motion.title}{' '}
              {motion.result !== null && (
                <Chip tone={motion.result.result === 'passed' ? 'ok' : 'late'}>
                  {t(`verdict.${motion.result.result}`)}
                </Chip>
              )}
            </h3>
            <p className="why">
              {t('pages.motions.item', { item: t(`item.${motion.item}`), share: t(share(motion.item)) })}
            </p>
            {motion.body !== '' && <p className="words">{motion.body}</p>}
            <Counts motion={motion} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Raising funds, rebuilding and another use take three quarters of those who take part. */
const share = (item: number): string => (item >= 6 && item <= 8 ? 'pages.motions.special' : 'pages.motions.ordinary')

/** 计票: heads and area of each choice beside each other, and how many were needed. */
export const Counts = ({ motion }: { readonly motion: ShownMotion }) => {
  const t = useT('owners-vote')
  const { number } = useFormat()
  const { result, turnoutNeeded } = motion
  if (result === null) return null
  const { heads, areaDm2, assentNeeded } = result
  const rows = [
    { key: 'all', heads: heads.all, area: areaDm2.all },
    { key: 'present', heads: heads.present, area: areaDm2.present },
    ...(turnoutNeeded === null
      ? []
      : [{ key: 'turnoutNeeded', heads: turnoutNeeded.heads, area: turnoutNeeded.areaDm2 }]),
    ...CHOICES.map(choice => ({ key: choice as string, heads: heads[choice], area: areaDm2[choice] })),
    { key: 'assentNeeded', heads: assentNeeded.heads, area: assentNeeded.areaDm2 },
  ]
  return (
    <DataTable
      caption={t('pages.counts.caption', { no: motion.no })}
      rows={rows}
      rowKey={row => row.key}
      columns={[
        { key: 'what', head: t('pages.counts.what'), names: true, cell: row => t(`pages.counts.${row.key}`) },
        { key: 'heads', head: t('pages.counts.heads'), figures: true, cell: row => number(row.heads) },
        { key: 'area', head: t('pages.counts.area'), figures: true, cell: row => squareMetres(row.area) },
      ]}
    />
  )
}
