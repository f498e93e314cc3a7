import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { addressOf, PagedList } from '../../../../platform/ui/parts/open-list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { CATEGORIES } from '../../rules/categories.ts'
import type { ShownItem } from '../../shown.ts'
import { OrderRow } from '../parts/order-parts.tsx'
import { TileMap, type TileMapProps, type Town } from './tile-map.tsx'

type Typed = { readonly town: string; readonly category: string; readonly state: string; readonly q: string }

export type OpenListProps = {
  readonly items: readonly ShownItem[]
  readonly next: string | null
  readonly later: boolean
  readonly typed: Typed
  readonly towns: readonly Town[]
  readonly tiles: Pick<TileMapProps, 'columns' | 'rows' | 'tiles'> | null
}

const PATH = '/open/work-orders'

/** What may be public, to be looked through by anyone: chosen by address, next to it where it lies. */
export const OpenList = ({ items, next, later, typed, towns, tiles }: OpenListProps) => {
  const t = useT('work-order')
  const href = useHref()
  const { elder } = useAround()
  return (
    <Shell width={elder ? 'text' : 'wide'} tab={PATH}>
      <h1>{t('pages.open.title')}</h1>
      {!elder && <p className="lead">{t('pages.open.lead')}</p>}
      <Filters typed={typed} towns={towns} />
      <div className={elder || tiles === null ? undefined : 'list-and-map'}>
        <section aria-label={t('pages.open.title')}>
          <PagedList path={PATH} typed={typed} next={next} later={later} none={t('pages.open.none')}>
            {items.map(item => (
              <OrderRow key={item.no} item={item} href={`${PATH}/${item.no}`} />
            ))}
          </PagedList>
        </section>
        {!elder && <Places typed={typed} towns={towns} tiles={tiles} />}
      </div>
      <p className="meta after">
        <a href={href('/open/figures')}>{t('pages.figures.title')}</a>
        {' · '}
        <a href={href('/open/procedures/work-order')}>{t('pages.procedure.title')}</a>
        {' · '}
        <a href={href('/open/work-orders.rss')}>{t('pages.open.feed')}</a>
      </p>
    </Shell>
  )
}

const Filters = ({ typed, towns }: Pick<OpenListProps, 'typed' | 'towns'>) => {
  const t = useT('work-order')
  return (
    <FilterBar
      action={PATH}
      clearHref={PATH}
      fields={[
        { kind: 'search', name: 'q', label: t('pages.open.search'), value: typed.q },
        {
          kind: 'select',
          name: 'town',
          label: t('pages.open.town'),
          value: typed.town,
          options: towns.map(({ code, name, count }) => ({
            value: code,
            label: t('pages.open.townCount', { town: name, count }),
          })),
        },
        {
          kind: 'select',
          name: 'category',
          label: t('pages.open.category'),
          value: typed.category,
          options: Object.keys(CATEGORIES).map(category => ({ value: category, label: t(`category.${category}`) })),
        },
        {
          kind: 'select',
          name: 'state',
          label: t('pages.open.state'),
          value: typed.state,
          options: ['handling', 'done'].map(state => ({ value: state, label: t(`pages.open.${state}`) })),
        },
      ]}
    />
  )
}

const Places = ({ typed, towns, tiles }: Pick<OpenListProps, 'typed' | 'towns' | 'tiles'>) => {
  const t = useT('work-order')
  const href = useHref()
  const hrefOf = (town: string): string => addressOf(PATH, typed, { town })
  if (tiles === null) return null
  return (
    <aside className="places" aria-label={t('pages.open.map')}>
      <TileMap {...tiles} towns={towns} chosen={typed.town} hrefOf={hrefOf} />
      <p className="why">{t('pages.open.schematic')}</p>
      <details>
        <summary>{t('pages.open.byTown')}</summary>
        <ul className="town-list">
          {towns.map(({ code, name, count }) => (
            <li key={code}>
              <a href={href(hrefOf(code))}>{name}</a> <span>{count}</span>
            </li>
          ))}
        </ul>
      </details>
    </aside>
  )
}
