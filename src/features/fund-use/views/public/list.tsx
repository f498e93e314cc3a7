import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import type { ShownItem } from '../../shown.ts'
import { yuan } from '../money.ts'

const PATH = '/open/fund-uses'
const STATES = ['asked', 'works', 'paying', 'spent', 'ended'] as const

/** What repair funds of the city are used for, planned and spent, for everybody. */
export const FundUseList = ({ items, ...page }: OpenListProps<ShownItem, { town: string; state: string }>) => {
  const t = useT('fund-use')
  return (
    <OpenList
      {...page}
      space="fund-use"
      tab="/open/work-orders"
      path={PATH}
      states={STATES}
      ways={[
        { href: '/me/fund-uses', label: t('mine.title') },
        { href: '/open/procedures/fund-use', label: t('pages.procedure.title') },
      ]}
    >
      {items.map(item => (
        <UseLine key={item.no} item={item} />
      ))}
    </OpenList>
  )
}

/** Whose accounts bear it. */
export const useScope = (): ((scope: string) => string) => {
  const t = useT('fund-use')
  return scope =>
    scope === '' ? t('scope.whole') : t(scope.includes('-') ? 'scope.oneStairwell' : 'scope.oneBuilding', { scope })
}

/** One use in a list: what, where, how much, how far. */
export const UseLine = ({ item }: { readonly item: ShownItem }) => {
  const t = useT('fund-use')
  const { date } = useFormat()
  const scope = useScope()
  const at = parseInstant(item.appliedAt)
  const posted = item.step === 'posted' && item.until !== null
  return (
    <ListRow
      title={item.title}
      href={`${PATH}/${item.no}`}
      chips={
        <>
          <Chip tone={posted ? 'warn' : 'plain'}>{t(`step.${item.step}`)}</Chip>
          {item.emergency !== null && <Chip tone="late">{t('pages.emergency')}</Chip>}
        </>
      }
      meta={[
        item.estateName,
        scope(item.scope),
        item.paidFen > 0
          ? t('pages.list.spentYuan', { yuan: yuan(item.paidFen) })
          : t('pages.list.budget', { yuan: yuan(item.budgetFen) }),
        at === undefined ? '' : t('pages.list.applied', { when: date(at) }),
        posted && item.until !== null ? t('pages.until', { until: date(item.until) }) : '',
      ]
        .filter(part => part !== '')
        .join(' · ')}
    />
  )
}
