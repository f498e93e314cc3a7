import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useNow } from '../../../../platform/ui/context.tsx'

/** An instant of an answer, as the console says instants. */
export const When = ({ iso }: { readonly iso: string | null }) => {
  const { moment } = useFormat()
  const now = useNow()
  const at = iso === null ? undefined : parseInstant(iso)
  return <>{at === undefined ? (iso ?? '') : moment(at, now)}</>
}
