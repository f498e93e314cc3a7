import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { LocalDate } from '../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../context.tsx'
import type { ShownObjection } from '../objections.ts'
import { ObjectionLine } from '../parts/objections.tsx'
import { useKeys } from './keys.tsx'

/** Namespace of a slice's messages. */
type Space = { readonly space: string }

/** Keys on which a deed can lie. */
const KEYS_MAX = 9

/**
 * What can be done to a matter now, each a button and a key, the first of them the one that moves it on.
 * The words are the slice's `action.<deed>`.
 * @param children ways that are no deeds, behind them
 */
export const Deeds = <Deed extends string>({
  space,
  may,
  onDo,
  children,
}: Space & {
  readonly may: readonly Deed[]
  readonly onDo: (deed: Deed) => void
  readonly children?: ReactNode
}) => {
  const t = useT(space)
  useKeys(
    t('console.deeds'),
    may
      .slice(0, KEYS_MAX)
      .map((deed, index) => ({ key: String(index + 1), label: t(`action.${deed}`), run: () => onDo(deed) })),
  )
  return (
    <div className="row-actions">
      {may.map((deed, index) => (
        <Button key={deed} {...(index === 0 && { type: 'primary' as const })} onClick={() => onDo(deed)}>
          {t(`action.${deed}`)} {index < KEYS_MAX && <kbd>{index + 1}</kbd>}
        </Button>
      ))}
      {children}
    </div>
  )
}

/** The step a matter is in, what happens in it, and how long a notice hangs. */
export const StepLine = ({
  space,
  step,
  until,
}: Space & { readonly step: string; readonly until: LocalDate | null }) => {
  const t = useT(space)
  const { date } = useFormat()
  return (
    <p>
      <b>{t(`step.${step}`)}</b> {t(`says.${step}`)}
      {until !== null && ` ${t('pages.until', { until: date(until) })}`}
    </p>
  )
}

/** What was objected, and what was answered; nothing while there is none. */
export const ObjectionList = ({ space, objections }: Space & { readonly objections: readonly ShownObjection[] }) =>
  objections.length === 0 ? null : (
    <ul className="plain-list">
      {objections.map(objection => (
        <ObjectionLine key={objection.seq} space={space} objection={objection} />
      ))}
    </ul>
  )

/** Scans of the papers behind a matter, small, each leading to the large one. @param papers with the deed each belongs to */
export const ScanThumbs = ({
  space,
  papers,
}: Space & { readonly papers: readonly { readonly action: string; readonly scans: readonly string[] }[] }) => {
  const t = useT(space)
  const href = useHref()
  const scans = papers.flatMap(paper => paper.scans.map(scan => ({ scan, action: paper.action })))
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
