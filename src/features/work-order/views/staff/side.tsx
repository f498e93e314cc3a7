import { useEffect } from 'react'
import { dateOf } from '../../../../kernel/time.ts'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { SideGroup, SideLink, TopFigure } from '../../../../platform/ui/console/shell.tsx'
import { useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import type { SavedView } from '../../store/views.ts'
import { useCounts, useRoles } from './data.ts'
import { queuesFor } from './queues.ts'
import { VIEWS } from './save-view.tsx'

const ORDERS = '/console/work-orders'

const Remove = ({ view }: { readonly view: SavedView }) => {
  const t = useT('work-order')
  const remove = useAction<string>(
    (id, { api, key }) => api.send('DELETE', `${VIEWS}/${id}`, undefined, { key }),
    [VIEWS],
  )
  return (
    <button
      type="button"
      className="remove"
      aria-label={t('console.view.remove', { view: view.name })}
      onClick={() => remove.mutate(view.id)}
    >
      ×
    </button>
  )
}

/** Came here from signing in, not by a link to a view. */
const LANDED = window.location.pathname.endsWith('/console')

/** Who works outdoors has pages of their own, made for a phone: the desk is not where they begin. */
const useOutdoors = (roles: ReadonlySet<string>): void => {
  const href = useHref()
  const outdoors = LANDED && roles.size > 0 && [...roles].every(role => role === 'gridWorker')
  useEffect(() => {
    if (outdoors) window.location.replace(href('/field'))
  }, [outdoors, href])
}

/** The desk's side list: what everybody works from, the views kept, and what the heads look at. */
export const Side = () => {
  const t = useT('work-order')
  const roles = useRoles()
  useOutdoors(roles)
  const queues = queuesFor(roles)
  const views = useGet<{ readonly items: readonly SavedView[] }>(VIEWS).data?.items ?? []
  const counts = useCounts([...queues, ...views].map(({ query }) => query))
  const heads = ['deskOperator', 'deskLead', 'unitLead', 'auditor'].some(role => roles.has(role))
  const moved = ['deskLead', 'systemAdmin', 'auditor'].some(role => roles.has(role))
  return (
    <>
      {queues.length > 0 && (
        <SideGroup>
          {queues.map(({ key, query }, index) => (
            <SideLink key={key} href={`${ORDERS}?${query}`} count={counts[index]}>
              {t(`console.queue.${key}`)}
            </SideLink>
          ))}
          <SideLink href={ORDERS}>{t('console.all')}</SideLink>
        </SideGroup>
      )}
      {views.length > 0 && (
        <SideGroup title={t('console.view.title')}>
          {views.map((view, index) => (
            <SideLink
              key={view.id}
              href={`${ORDERS}?${view.query}`}
              count={counts[queues.length + index]}
              tool={view.role === null || roles.has('deskLead') ? <Remove view={view} /> : undefined}
            >
              {view.name}
            </SideLink>
          ))}
        </SideGroup>
      )}
      {(heads || moved) && (
        <SideGroup title={t('console.oversight')}>
          {heads && <SideLink href="/console/late">{t('console.late.title')}</SideLink>}
          {heads && <SideLink href="/console/figures">{t('console.figures.title')}</SideLink>}
          {moved && <SideLink href="/console/moved">{t('console.moved.title')}</SideLink>}
        </SideGroup>
      )}
      {roles.has('gridWorker') && (
        <SideGroup title={t('console.phone')}>
          <li>
            <a href="/field">{t('console.field.pages')}</a>
          </li>
        </SideGroup>
      )}
    </>
  )
}

/** How today stands, in the top bar. */
export const TopFigures = () => {
  const t = useT('work-order')
  const roles = useRoles()
  const today = `from=${dateOf(useNow())}`
  const queries = queuesFor(roles).length === 0 ? [] : [today, 'due=late', 'due=soon']
  const [received, late, soon] = useCounts(queries)
  if (queries.length === 0) return null
  return (
    <>
      <TopFigure label={t('console.top.today')} value={received} href={`${ORDERS}?${today}`} />
      <TopFigure label={t('console.top.late')} value={late} href={`${ORDERS}?due=late`} tone="late" />
      <TopFigure label={t('console.top.soon')} value={soon} href={`${ORDERS}?due=soon`} tone="warn" />
    </>
  )
}
