import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { squareMetres } from '../../rules/unit.ts'
import type { ShownLine } from '../../shown.ts'

type Typed = { readonly town: string; readonly name: string }

export type EstateListProps = {
  readonly items: readonly ShownLine[]
  readonly next: string | null
  readonly later: boolean
  readonly typed: Typed
  readonly towns: readonly Option[]
}

const PATH = '/open/estates'

const address = (typed: Typed, more: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''))
  return query.size === 0 ? PATH : `${PATH}?${query}`
}

/** Square metres of an area of 0.01 m². */
export const m2 = squareMetres

/** How an estate stands: assembly, committee. Every state has its word. */
export const Standing = ({ estate }: { readonly estate: ShownLine }) => {
  const t = useT('estate')
  return (
    <>
      <Chip tone={estate.hasAssembly ? 'ok' : 'plain'}>{t(estate.hasAssembly ? 'assembly.yes' : 'assembly.no')}</Chip>
      <Chip tone={estate.committee === 'in-term' ? 'ok' : estate.committee === 'lapsed' ? 'late' : 'plain'}>
        {t(`committee.${estate.committee}`)}
      </Chip>
    </>
  )
}

/** Estates of the city, for everybody: how large, and what their owners have formed. */
export const EstateList = ({ items, next, later, typed, towns }: EstateListProps) => {
  const t = useT('estate')
  const href = useHref()
  return (
    <Shell tab="/open/work-orders" meta={{ ColumnName: t('pages.list.title') }}>
      <h1>{t('pages.list.title')}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
      <FilterBar
        action={PATH}
        clearHref={PATH}
        fields={[
          { kind: 'select', name: 'town', label: t('pages.list.town'), value: typed.town, options: towns },
          { kind: 'search', name: 'name', label: t('pages.list.name'), value: typed.name },
        ]}
      />
      {items.length === 0 ? (
        <Empty title={t('pages.list.none')} />
      ) : (
        <List>
          {items.map(estate => (
            <ListRow
              key={estate.id}
              title={estate.name}
              href={`${PATH}/${estate.id}`}
              chips={<Standing estate={estate} />}
              meta={[
                estate.areaName,
                t('pages.units', { count: estate.units }),
                t('pages.area', { area: m2(estate.areaDm2) }),
              ].join(' · ')}
            />
          ))}
        </List>
      )}
      {(next !== null || later) && (
        <Pager
          shown={items.length}
          {...(next === null ? {} : { next: address(typed, { cursor: next }) })}
          {...(later ? { first: address(typed, {}) } : {})}
        />
      )}
      <p className="meta after">
        <a href={href('/open/estate-figures')}>{t('pages.figures.title')}</a>
        {' · '}
        <a href={href('/open/procedures/estate-formation')}>{t('pages.procedure.title')}</a>
      </p>
    </Shell>
  )
}
