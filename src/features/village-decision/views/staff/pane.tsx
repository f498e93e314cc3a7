import { Button } from 'antd'
import { useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { ObjectionLine } from '../../../../platform/ui/parts/objections.tsx'
import type { ShownDecision, ShownItem } from '../../shown.ts'
import type { VerbName } from '../../verbs.ts'
import { Register } from '../public/decision.tsx'
import { SOURCE } from './data.ts'
import { Deed } from './deed.tsx'

/** One decision beside the list: its register, what was objected, and what can be done next. */
export const Pane = ({ row }: { readonly row: ShownItem }) => {
  const t = useT('village-decision')
  const href = useHref()
  const { date } = useFormat()
  const [doing, setDoing] = useState<VerbName | null>(null)
  const decision = useGet<ShownDecision>(`${SOURCE}/${row.id}`).data
  const may = decision?.may ?? []
  useKeys(
    t('console.deeds'),
    may.map((verb, index) => ({ key: String(index + 1), label: t(`action.${verb}`), run: () => setDoing(verb) })),
  )
  if (decision === undefined) return null
  return (
    <article className="village-decision">
      <h2>{decision.title}</h2>
      <p className="meta">
        {[decision.no, decision.areaName, t(`kind.${decision.review ? 'reviewed' : 'plain'}`)].join(' · ')}
      </p>
      <p>
        <b>{t(`step.${decision.step}`)}</b> {t(`says.${decision.step}`)}
        {decision.until !== null && ` ${t('pages.until', { until: date(decision.until) })}`}
      </p>
      <div className="row-actions">
        {may.map((verb, index) => (
          <Button key={verb} {...(index === 0 && { type: 'primary' as const })} onClick={() => setDoing(verb)}>
            {t(`action.${verb}`)} <kbd>{index + 1}</kbd>
          </Button>
        ))}
        <Button href={href(`/open/village-decisions/${decision.no}`)}>{t('console.public')}</Button>
      </div>
      <p className="words after">{decision.body}</p>
      <Register forms={decision.forms} />
      <Scans decision={decision} />
      {decision.objections.length > 0 && (
        <ul className="plain-list">
          {decision.objections.map(objection => (
            <ObjectionLine key={objection.seq} space="village-decision" objection={objection} />
          ))}
        </ul>
      )}
      {doing !== null && <Deed key={doing} verb={doing} decision={decision} onClose={() => setDoing(null)} />}
    </article>
  )
}

const Scans = ({ decision }: { readonly decision: ShownDecision }) => {
  const t = useT('village-decision')
  const href = useHref()
  const scans = decision.forms.flatMap(form => form.scans.map(scan => ({ scan, action: form.action })))
  if (scans.length === 0) return null
  return (
    <ul className="thumbs" aria-label={t('field.scans')}>
      {scans.map(({ scan, action }) => (
        <li key={scan}>
          <a href={href(scan)}>
            <img
              src={href(`${scan}?variant=thumb`)}
              alt={t('console.scanOf', { action: t(`action.${action}`) })}
              width="96"
              height="96"
              loading="lazy"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}
