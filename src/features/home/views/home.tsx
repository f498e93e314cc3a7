import { useAround, useT } from '../../../platform/ui/context.tsx'
import { Door, Doors, List, ListRow } from '../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

/** What I can do, what is happening to mine, what is open to everybody. */
export const Home = () => (useAround().elder ? <ElderHome /> : <NormalHome />)

const NormalHome = () => {
  const t = useT('home')
  return (
    <Shell>
      <h1>{t('title')}</h1>
      <Doors>
        <Door tone="primary" href="/report" title={t('report.title')} hint={t('report.hint')} />
        <Door href="/my/reports" title={t('mine.title')} hint={t('mine.hint')} />
        <Door href="/open/work-orders" title={t('orders.title')} hint={t('orders.hint')} />
      </Doors>
      <h2>{t('open')}</h2>
      <List>
        <ListRow href="/open/figures" title={t('figures.title')} meta={t('figures.hint')} />
        <ListRow href="/open/deliberations" title={t('deliberations.title')} meta={t('deliberations.hint')} />
        <ListRow href="/open/village-decisions" title={t('villages.title')} meta={t('villages.hint')} />
        <ListRow href="/open/elections" title={t('elections.title')} meta={t('elections.hint')} />
        <ListRow href="/open/volunteering" title={t('volunteering.title')} meta={t('volunteering.hint')} />
        <ListRow href="/my/help" title={t('help.title')} meta={t('help.hint')} />
        <ListRow href="/open/community-budgets" title={t('budgets.title')} meta={t('budgets.hint')} />
        <ListRow href="/open/estates" title={t('estates.title')} meta={t('estates.hint')} />
        <ListRow href="/open/owners-votes" title={t('votes.title')} meta={t('votes.hint')} />
        <ListRow href="/me/votes" title={t('myVotes.title')} meta={t('myVotes.hint')} />
        <ListRow href="/my/estates" title={t('myEstates.title')} meta={t('myEstates.hint')} />
        <ListRow href="/open/procedures/work-order" title={t('procedure.title')} meta={t('procedure.hint')} />
        <ListRow href="/journal" title={t('journal.title')} meta={t('journal.hint')} />
      </List>
    </Shell>
  )
}

/** Four doors and the call button, nothing else. */
const ElderHome = () => {
  const t = useT('home')
  return (
    <Shell>
      <h1>{t('elder.title')}</h1>
      <Doors>
        <Door tone="primary" href="/report" title={t('elder.report')} />
        <Door href="/my/reports" title={t('elder.mine')} />
        <Door href="/open/work-orders" title={t('elder.orders')} />
        <Door href="/open/procedures/work-order" title={t('elder.procedure')} />
      </Doors>
    </Shell>
  )
}
