import { type LocalDate, parseInstant } from '../../../kernel/time.ts'
import type { Translate } from '../../i18n/types.ts'
import { useFormat } from '../context.tsx'
import { Chip } from '../parts/chip.tsx'
import type { ListColumn } from './list-types.ts'

/** A day in a list; nothing where there is none. */
export const DayCell = ({ day }: { readonly day: LocalDate | null }) => {
  const { date } = useFormat()
  return <>{day === null ? '' : date(day)}</>
}

/** The day of an instant in a list. @param iso as the API writes it; nothing where there is none */
export const InstantCell = ({ iso }: { readonly iso: string | null }) => {
  const { date } = useFormat()
  const at = iso === null ? undefined : parseInstant(iso)
  return <>{at === undefined ? '' : date(at)}</>
}

/** Objections that nobody has answered; the words are the slice's `console.objections` and `console.open`. */
export const objectionsColumn = <Row extends { readonly openObjections: number }>(t: Translate): ListColumn<Row> => ({
  key: 'objections',
  title: t('console.objections'),
  cell: row =>
    row.openObjections === 0 ? '' : <Chip tone="late">{t('console.open', { count: row.openObjections })}</Chip>,
})
