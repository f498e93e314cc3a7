import type { Problem } from '../../../../platform/ui/console/api.ts'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { Shown } from './data.ts'

/** Why it was not done, with the rule and what can be done instead; and what others did meanwhile, if that is why. */
export const Refused = ({
  problem,
  shown,
  seen,
  stale,
}: {
  readonly problem: Problem | null
  readonly shown: Shown
  /** The version the person knew. */
  readonly seen: number
  readonly stale: boolean
}) => {
  const t = useT('work-order')
  const format = useFormat()
  const now = useNow()
  if (problem === null) return null
  const since = shown.facts.filter(fact => fact.seq > seen)
  if (stale) {
    return (
      <div className="refusal" role="alert">
        <h2>{t('console.stale.title')}</h2>
        <ul>
          {since.map(fact => (
            <li key={fact.seq}>
              {format.moment(fact.at, now)} {fact.by} <b>{fact.title}</b> {fact.note}
            </li>
          ))}
        </ul>
        <p>{t('console.stale.next')}</p>
      </div>
    )
  }
  if (problem.errors.length > 0) return <RefusalNotice said={problem.errors} />
  return (
    <div className="refusal" role="alert">
      <h2>{problem.title}</h2>
      <p>{problem.detail}</p>
      {problem.next !== undefined && <p>{problem.next}</p>}
    </div>
  )
}
