import type { LocalDate } from '../../../../kernel/time.ts'
import { useFormat } from '../../../../platform/ui/context.tsx'

/** A day as the API sends it, in the reader's form. */
export const useDay = (): ((day: string) => string) => {
  const { date } = useFormat()
  return day => date(day as LocalDate)
}
