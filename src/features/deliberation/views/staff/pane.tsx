import { Button } from 'antd'
import { useState } from 'react'
import { Deeds, ObjectionList, StepLine } from '../../../../platform/ui/console/deeds.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import type { ShownItem } from '../../shown.ts'
import type { ShownTopic } from '../../shown-topic.ts'
import type { VerbName } from '../../verbs.ts'
import { Deliberated } from '../public/deliberated.tsx'
import { SOURCE } from './data.ts'
import { Deed } from './deed.tsx'

/** One topic beside the list: what it consists of, what was objected, and what can be done next. */
export const Pane = ({ row }: { readonly row: ShownItem }) => {
  const t = useT('deliberation')
  const href = useHref()
  const [doing, setDoing] = useState<VerbName | null>(null)
  const topic = useGet<ShownTopic>(`${SOURCE}/${row.id}`).data
  if (topic === undefined) return null
  return (
    <article className="deliberation">
      <h2>{topic.title}</h2>
      <p className="meta">
        {[
          topic.no,
          topic.areaName,
          t(`theme.${topic.theme}`),
          t(`origin.${topic.origin}`),
          t(`level.${topic.level}`),
        ].join(' · ')}
      </p>
      <StepLine space="deliberation" step={topic.step} until={topic.until} />
      <Deeds space="deliberation" may={topic.may} onDo={setDoing}>
        {topic.published && <Button href={href(`/open/deliberations/${topic.no}`)}>{t('console.public')}</Button>}
      </Deeds>
      <Ways topic={topic} />
      <p className="words after">{topic.body}</p>
      <Deliberated topic={topic} />
      <Said topic={topic} />
      {doing !== null && <Deed key={doing} verb={doing} topic={topic} onClose={() => setDoing(null)} />}
    </article>
  )
}

const RUNNING: ReadonlySet<string> = new Set(['noticed', 'meeting'])

/** To the chair's page and the screen while there is a meeting, and to the orders it comes from. */
const Ways = ({ topic }: { readonly topic: ShownTopic }) => {
  const t = useT('deliberation')
  const chairs = RUNNING.has(topic.step) && topic.may.includes(topic.step === 'noticed' ? 'open' : 'conclude')
  return (
    <>
      {chairs && (
        <p className="after">
          <Link href={`/console/deliberations/${topic.id}/meeting`}>{t('console.chair')}</Link>
          {' · '}
          <Link href={`/console/deliberations/${topic.id}/screen`}>{t('console.screen')}</Link>
        </p>
      )}
      {topic.orders.length > 0 && (
        <p className="after">
          {t('console.fromOrders')}{' '}
          {topic.orders.map(({ id, no }) => (
            <span key={id}>
              <Link href={`/console/work-orders/${id}`}>{no}</Link>{' '}
            </span>
          ))}
        </p>
      )}
    </>
  )
}

const Said = ({ topic }: { readonly topic: ShownTopic }) => {
  const t = useT('deliberation')
  return (
    <>
      <ObjectionList space="deliberation" objections={topic.objections} />
      {topic.ratingWords.length > 0 && (
        <>
          <h3>{t('console.ratings')}</h3>
          <ul className="plain-list">
            {topic.ratingWords.map(({ score, words }) => (
              <li key={words}>
                <b>{t(`score.${score}`)}</b> {words}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
