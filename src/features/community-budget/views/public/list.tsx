import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import type { ShownLine } from '../../shown.ts'

const PATH = '/open/community-budgets'

/** Villages and communities that have been granted money, for everybody. */
export const PlaceList = ({ items, ...page }: OpenListProps<ShownLine, { town: string }>) => {
  const t = useT('community-budget')
  return (
    <OpenList
      {...page}
      space="community-budget"
      tab="/open/work-orders"
      path={PATH}
      ways={[{ href: '/open/law', label: t('pages.list.law') }]}
    >
      {items.map(({ area, areaName, owed }) => (
        <ListRow
          key={area}
          title={areaName}
          href={`${PATH}/${area}`}
          chips={owed === null ? null : <Chip tone="warn">{t('pages.owed', owed)}</Chip>}
          meta={t('pages.list.both')}
        />
      ))}
    </OpenList>
  )
}
