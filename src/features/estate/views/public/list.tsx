import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import { squareMetres } from '../../rules/unit.ts'
import type { ShownLine } from '../../shown.ts'

const PATH = '/open/estates'

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
export const EstateList = ({ items, ...page }: OpenListProps<ShownLine, { town: string; name: string }>) => {
  const t = useT('estate')
  return (
    <OpenList
      {...page}
      space="estate"
      tab="/open/work-orders"
      path={PATH}
      fields={[{ kind: 'search', name: 'name', label: t('pages.list.name'), value: page.typed.name }]}
      ways={[
        { href: '/open/estate-figures', label: t('pages.figures.title') },
        { href: '/open/procedures/estate-formation', label: t('pages.procedure.title') },
      ]}
    >
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
    </OpenList>
  )
}
