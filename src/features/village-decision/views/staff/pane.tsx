import { Button } from 'antd'
import { useState } from 'react'
import { Deeds, ObjectionList, ScanThumbs, StepLine } from '../../../../platform/ui/console/deeds.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import type { ShownDecision, ShownItem } from '../../shown.ts'
import type { VerbName } from '../../verbs.ts'
import { Register } from '../public/decision.tsx'
import { SOURCE } from './data.ts'
import { Deed } from './deed.tsx'

/** One decision beside the list: its register, what was objected, and what can be done next. */
export const Pane = ({ row }: { readonly row: ShownItem }) => {
  const t = useT('village-decision')
  const href = useHref()
  const [doing, setDoing] = useState<VerbName | null>(null)
  const decision = useGet<ShownDecision>(`${SOURCE}/${row.id}`).data
  if (decision === undefined) return null
  return (
    <article className="village-decision">
      <h2>{decision.title}</h2>
      <p className="meta">
        {[decision.no, decision.areaName, t(`kind.${decision.review ? 'reviewed' : 'plain'}`)].join(' · ')}
      </p>
      <StepLine space="village-decision" step={decision.step} until={decision.until} />
      <Deeds space="village-decision" may={decision.may} onDo={setDoing}>
        <Button href={href(`/open/village-decisions/${decision.no}`)}>{t('console.public')}</Button>
      </Deeds>
      <p className="words after">{decision.body}</p>
      <Register forms={decision.forms} />
      <ScanThumbs space="village-decision" papers={decision.forms} />
      <ObjectionList space="village-decision" objections={decision.objections} />
      {doing !== null && <Deed key={doing} verb={doing} decision={decision} onClose={() => setDoing(null)} />}
    </article>
  )
}
