import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { VoteState } from '../../rules/state.ts'
import { squareMetres } from '../../square-metres.ts'
import { Named } from './named.tsx'

export type RollProps = {
  readonly no: string
  readonly title: string
  readonly roll: VoteState['roll']
  readonly units: readonly { readonly code: string; readonly areaDm2: number }[]
  readonly next: string | null
  readonly later: boolean
}

/** The roll as everybody may see it: units and areas, no names, and not who took part. */
export const Roll = ({ no, title, roll, units, next, later }: RollProps) => {
  const t = useT('owners-vote')
  const { number } = useFormat()
  const path = `/open/owners-votes/${no}/roll`
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: `/open/owners-votes/${no}`, label: title }}
      meta={{ ColumnName: t('pages.roll.title') }}
    >
      <PrintHead title={t('pages.roll.title')} />
      <h1 className="serif">{t('pages.roll.title')}</h1>
      <p>{t('pages.roll.lead')}</p>
      <Named />
      {roll === null ? (
        <p>{t('pages.roll.none')}</p>
      ) : (
        <>
          <p>
            {t('pages.vote.roll', {
              heads: number(roll.heads),
              units: number(roll.units),
              area: squareMetres(roll.areaDm2),
            })}
          </p>
          <p className="why">
            {t('pages.roll.hash')} <code>{roll.hash}</code>
          </p>
          <DataTable
            caption={t('pages.roll.caption')}
            rows={units}
            rowKey={unit => unit.code}
            columns={[
              { key: 'code', head: t('pages.roll.unit'), names: true, cell: unit => unit.code },
              { key: 'area', head: t('pages.counts.area'), figures: true, cell: unit => squareMetres(unit.areaDm2) },
            ]}
          />
          {(next !== null || later) && (
            <Pager
              shown={units.length}
              {...(next === null ? {} : { next: `${path}?after=${encodeURIComponent(next)}` })}
              {...(later ? { first: path } : {})}
            />
          )}
        </>
      )}
    </Shell>
  )
}
