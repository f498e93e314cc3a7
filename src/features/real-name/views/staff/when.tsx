import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useNow } from '../../../../platform/ui/context.tsx'

export const When = ({ iso }: { readonly iso: string }) => {
  const { moment } = useFormat()
  const now = useNow()
  const at = parseInstant(iso)
  return <>{at === undefined ? iso : moment(at, now)}</>
}
