import { Button } from 'antd'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { LIST, type Shown } from './data.ts'

type Other = { readonly id: string; readonly no: string; readonly title: string; readonly step: string }
type Suggestions = {
  readonly units: readonly { readonly id: string; readonly name: string; readonly why: string }[]
  readonly suspects: readonly Other[]
}

const SENDS: readonly string[] = ['dispatch', 'designate', 'amend']

const seeks = ({ order }: Shown): boolean => SENDS.some(verb => order.may.includes(verb))

/** Who would usually lead and what looks like the same thing; asked for only by those who decide it. */
export const useSuggestions = (shown: Shown): Suggestions => {
  const found = useGet<Suggestions>(`${LIST}/${shown.order.id}/suggestions`, {}, { enabled: seeks(shown) })
  return found.data ?? { units: [], suspects: [] }
}

/** Orders that look like this one and are not linked with it yet. */
export const openSuspects = (shown: Shown, { suspects }: Suggestions): readonly Other[] => {
  const linked = new Set(shown.order.linked.map(({ id }) => id))
  return suspects.filter(({ id }) => !linked.has(id))
}

export const takeUpLink = ({ order }: Shown) =>
  useAction<string>((other, { api, key }) => api.send('POST', `${LIST}/${order.id}/link`, { other }, { key }), [LIST])

const Line = ({ other }: { readonly other: Other }) => {
  const t = useT('work-order')
  return (
    <>
      <Link href={`/console/work-orders/${other.id}`}>{other.no.slice(-4)}</Link> {other.title}{' '}
      <small className="meta">{t(`step.${other.step}`)}</small>
    </>
  )
}

/** What it is linked with, and what looks alike: linked, never merged, so that each caller gets an answer. */
export const Likeness = ({ shown }: { readonly shown: Shown }) => {
  const t = useT('work-order')
  const suspects = openSuspects(shown, useSuggestions(shown))
  const link = takeUpLink(shown)
  const { linked } = shown.order
  if (linked.length + suspects.length === 0)
    return seeks(shown) ? <p className="meta">{t('console.alike.none')}</p> : null
  return (
    <ul className="alike">
      {linked.map(other => (
        <li key={other.id}>
          {t('console.alike.linked')} <Line other={other} />
        </li>
      ))}
      {suspects.map((other, index) => (
        <li key={other.id}>
          {t('console.alike.suspect')} <Line other={other} />{' '}
          {shown.order.may.includes('amend') && (
            <Button size="small" loading={link.isPending} onClick={() => link.mutate(other.id)}>
              {t('console.alike.link')} {index === 0 && <kbd>m</kbd>}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
