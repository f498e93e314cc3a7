import { useT } from '../../../../platform/ui/context.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import type { ShownLine } from '../../shown.ts'

const PATH = '/open/funds'

/** Repair funds of the city, for everybody: of which estate, who keeps it, at which bank. */
export const FundList = ({ items, ...page }: OpenListProps<ShownLine, { town: string; name: string }>) => {
  const t = useT('maintenance-fund')
  return (
    <OpenList
      {...page}
      space="maintenance-fund"
      tab="/open/work-orders"
      path={PATH}
      fields={[{ kind: 'search', name: 'name', label: t('pages.list.name'), value: page.typed.name }]}
      ways={[{ href: '/my/fund', label: t('pages.mine.title') }]}
    >
      {items.map(fund => (
        <ListRow
          key={fund.id}
          title={fund.name}
          href={`${PATH}/${fund.id}`}
          meta={[fund.areaName, t('pages.list.keeper', { name: fund.keeper }), fund.bank].join(' · ')}
        />
      ))}
    </OpenList>
  )
}
