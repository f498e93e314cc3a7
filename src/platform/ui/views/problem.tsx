import type { ProblemProps } from '../../http/types.ts'
import { useT } from '../context.tsx'
import { LinkButton } from '../parts/form.tsx'
import { RefusalNotice } from '../parts/refusal.tsx'
import { Shell } from '../parts/shell.tsx'

/** The page of every error: why not, what instead, ways on, and the number to name when asking. */
export const Problem = ({ said, ways, requestId, status }: ProblemProps) => {
  const t = useT()
  const [first, ...rest] = said
  return (
    <Shell>
      <h1>{first?.title}</h1>
      {first !== undefined && (
        <>
          <p>{first.detail}</p>
          <p>
            <b>{first.next}</b>
          </p>
        </>
      )}
      <RefusalNotice said={rest} />
      <div className="actions">
        {ways.map((way, index) => (
          <LinkButton key={way.href} href={way.href} tone={index === 0 ? 'primary' : 'plain'} complete>
            {way.label}
          </LinkButton>
        ))}
      </div>
      <p className="why asking">{t('problem.number', { status, id: requestId })}</p>
    </Shell>
  )
}
