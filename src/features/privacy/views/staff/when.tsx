import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useNow } from '../../../../platform/ui/context.tsx'

/** A moment of an answer, in words. */
export const When = ({ iso }: { readonly iso: string | null }) => {
  const { moment } = useFormat()
  const now = useNow()
  const at = iso === null ? undefined : parseInstant(iso)
  return <>{at === undefined ? '' : moment(at, now)}</>
}
