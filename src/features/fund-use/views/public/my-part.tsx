import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import type { ShownUse } from '../../shown-use.ts'
import type { PartRow, ShortRow } from '../../store/money.ts'
import { m2, yuan } from '../money.ts'

/** What the reader's own units bear: set aside, paid, the balance before and after; and what they still have to bring. */
export const MyPart = ({
  use,
  mine,
  asked,
}: {
  readonly use: ShownUse
  readonly mine: readonly PartRow[]
  readonly asked: readonly ShortRow[]
}) => {
  const t = useT('fund-use')
  const href = useHref()
  const { date } = useFormat()
  if (mine.length === 0 && asked.length === 0) return null
  return (
    <section>
      <h2>{t('mine.part')}</h2>
      {asked.map(short => (
        <p key={short.code}>
          <b>{t('mine.short', { code: short.code, yuan: yuan(short.fen), until: date(short.until) })}</b>
        </p>
      ))}
      {mine.length > 0 && (
        <DataTable
          caption={t('mine.caption', { title: use.title })}
          rows={mine}
          rowKey={part => part.unit}
          stack
          columns={[
            { key: 'code', head: t('mine.unit'), names: true, cell: part => part.code },
            { key: 'area', head: t('mine.area'), figures: true, cell: part => m2(part.areaDm2) },
            { key: 'held', head: t('mine.held'), figures: true, cell: part => yuan(part.heldFen) },
            { key: 'paid', head: t('mine.paid'), figures: true, cell: part => amountOf(part.paidFen) },
            { key: 'before', head: t('mine.before'), figures: true, cell: part => amountOf(part.beforeFen) },
            {
              key: 'after',
              head: t('mine.after'),
              figures: true,
              cell: part => amountOf(part.beforeFen === null ? null : part.beforeFen - (part.paidFen ?? 0)),
            },
          ]}
        />
      )}
      <p className="meta">
        <a href={href('/me/fund-uses')}>{t('mine.title')}</a>
      </p>
    </section>
  )
}

/** An amount, or nothing yet. */
const amountOf = (fen: number | null): string => (fen === null ? '—' : yuan(fen))
