import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import type { ShownItem } from '../../shown.ts'

const PATH = '/open/village-decisions'
const STATES = ['talked', 'posted', 'doing', 'ended'] as const

/** What villages are deciding and have decided, for everybody. */
export const DecisionList = ({ items, ...page }: OpenListProps<ShownItem, { town: string; state: string }>) => {
  const t = useT('village-decision')
  return (
    <OpenList
      {...page}
      space="village-decision"
      tab="/open/work-orders"
      path={PATH}
      states={STATES}
      ways={[
        { href: '/open/village-figures', label: t('pages.figures.title') },
        { href: '/open/procedures/village-decision', label: t('pages.procedure.title') },
      ]}
    >
      {items.map(item => (
        <Row key={item.no} item={item} />
      ))}
    </OpenList>
  )
}

const Row = ({ item }: { readonly item: ShownItem }) => {
  const t = useT('village-decision')
  const { date } = useFormat()
  const at = parseInstant(item.proposedAt)
  const when = at === undefined ? '' : date(at)
  const posted = item.step === 'posted' || item.step === 'result-posted'
  return (
    <ListRow
      title={item.title}
      href={`${PATH}/${item.no}`}
      chips={<Chip tone={posted ? 'warn' : 'plain'}>{t(`step.${item.step}`)}</Chip>}
      meta={[
        item.areaName,
        t(`matter.${item.matter}`),
        t('pages.list.proposed', { when }),
        posted && item.until !== null ? t('pages.until', { until: date(item.until) }) : '',
      ]
        .filter(part => part !== '')
        .join(' · ')}
    />
  )
}
