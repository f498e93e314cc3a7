import { Button } from 'antd'
import { useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { ObjectionLine } from '../../../../platform/ui/parts/objections.tsx'
import type { Deed as DeedName, ShownItem } from '../../shown.ts'
import type { ShownUse } from '../../shown-use.ts'
import { yuan } from '../money.ts'
import { Buildings, Course, Photos, Quotations } from '../public/body.tsx'
import { useScope } from '../public/list.tsx'
import { Figures, Warrant } from '../public/use.tsx'
import { SOURCE } from './data.ts'
import { Deed } from './deed.tsx'

const KEYS = 9

/** One use beside the list: how far it is, what the money stands on, what waits for whom, and what can be done next. */
export const Pane = ({ row }: { readonly row: ShownItem }) => {
  const t = useT('fund-use')
  const href = useHref()
  const scope = useScope()
  const { date } = useFormat()
  const [doing, setDoing] = useState<DeedName | null>(null)
  const use = useGet<ShownUse>(`${SOURCE}/${row.id}`).data
  const may = use?.may ?? []
  useKeys(
    t('console.deeds'),
    may.slice(0, KEYS).map((verb, index) => ({
      key: String(index + 1),
      label: t(`action.${verb}`),
      run: () => setDoing(verb),
    })),
  )
  if (use === undefined) return null
  return (
    <article className="fund-use">
      <h2>{use.title}</h2>
      <p className="meta">{[use.no, use.estateName, scope(use.scope), t(`route.${use.route}`)].join(' · ')}</p>
      <p>
        <b>{t(`step.${use.step}`)}</b> {t(`says.${use.step}`)}
        {use.until !== null && ` ${t('pages.until', { until: date(use.until) })}`}
      </p>
      <Proposed use={use} />
      <div className="row-actions">
        {may.map((verb, index) => (
          <Button key={verb} {...(index === 0 && { type: 'primary' as const })} onClick={() => setDoing(verb)}>
            {t(`action.${verb}`)} {index < KEYS && <kbd>{index + 1}</kbd>}
          </Button>
        ))}
        <Button href={href(`/open/fund-uses/${use.no}`)}>{t('console.public')}</Button>
      </div>
      <Figures use={use} />
      <Warrant use={use} />
      <Short use={use} />
      <p className="words after">{use.body}</p>
      <p className="words">
        <b>{t('field.measures')}</b> {use.measures}
      </p>
      <Buildings buildings={use.buildings} paid={use.paidFen > 0} />
      <Photos photos={use.photos} />
      <Quotations use={use} />
      <Papers use={use} />
      {use.objections.length > 0 && (
        <ul className="plain-list">
          {use.objections.map(objection => (
            <ObjectionLine key={objection.seq} space="fund-use" objection={objection} />
          ))}
        </ul>
      )}
      <Course use={use} />
      {doing !== null && <Deed key={doing} verb={doing} use={use} onClose={() => setDoing(null)} />}
    </article>
  )
}

/** What waits for a second person. */
const Proposed = ({ use: { proposed } }: { readonly use: ShownUse }) => {
  const t = useT('fund-use')
  return (
    <>
      {proposed.hold !== null && <p>{t('console.holdWaits', { yuan: yuan(proposed.hold) })}</p>}
      {proposed.pay !== null && <p>{t('console.payWaits', { yuan: yuan(proposed.pay) })}</p>}
    </>
  )
}

/** Units that have to bring something before money can be set aside. */
const Short = ({ use: { short } }: { readonly use: ShownUse }) => {
  const t = useT('fund-use')
  const { date } = useFormat()
  if (short.length === 0) return null
  return (
    <>
      <h3>{t('console.short', { count: short.length })}</h3>
      <ul className="plain-list">
        {short.map(line => (
          <li key={`${line.code} ${line.part}`}>
            {t('mine.short', { code: line.code, yuan: yuan(line.fen), until: date(line.until) })}
            {line.developer && ` ${t('console.developer')}`}
            {line.part === 'seller' && ` ${t('console.seller')}`}
          </li>
        ))}
      </ul>
    </>
  )
}

const Papers = ({ use }: { readonly use: ShownUse }) => {
  const t = useT('fund-use')
  const href = useHref()
  if (use.papers.length === 0) return null
  return (
    <ul className="thumbs" aria-label={t('field.scans')}>
      {use.papers.map(({ file, action }) => (
        <li key={file}>
          <a href={href(file)}>
            <img
              src={href(`${file}?variant=thumb`)}
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
