import { Button } from 'antd'
import { parseInstant } from '../../../../kernel/time.ts'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { STEPS } from '../../rules/steps.ts'
import type { ShownItem } from '../../shown.ts'
import { yuan } from '../money.ts'
import { useScope } from '../public/list.tsx'
import { SOURCE } from './data.ts'
import { Pane } from './pane.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

const Applied = ({ item }: { readonly item: ShownItem }) => {
  const { date } = useFormat()
  const at = parseInstant(item.appliedAt)
  return <>{at === undefined ? '' : date(at)}</>
}

/** What the funds of one's area are asked for and used for, and what is to be done next. */
export const UsesPage = () => {
  const t = useT('fund-use')
  const href = useHref()
  const scope = useScope()
  const clerk = useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'communityWorker') ?? false
  const begin = (): void => navigate(href('/console/fund-uses/new'))
  useKeys(t('console.title'), clerk ? [{ key: 'n', label: t('action.apply'), run: begin }] : [])
  const columns: readonly ListColumn<ShownItem>[] = [
    { key: 'no', title: t('console.no_'), figures: true, cell: row => row.no },
    { key: 'title', title: t('field.title'), cell: row => row.title },
    { key: 'estate', title: t('field.estate'), cell: row => row.estateName },
    { key: 'scope', title: t('field.scope'), cell: row => scope(row.scope), extra: true },
    { key: 'step', title: t('console.step'), cell: row => t(`step.${row.step}`) },
    { key: 'budget', title: t('figure.budget'), figures: true, cell: row => yuan(row.budgetFen) },
    { key: 'paid', title: t('figure.paid'), figures: true, cell: row => (row.paidFen === 0 ? '' : yuan(row.paidFen)) },
    {
      key: 'objections',
      title: t('console.objections'),
      cell: row =>
        row.openObjections === 0 ? '' : <Chip tone="late">{t('console.open', { count: row.openObjections })}</Chip>,
    },
    { key: 'applied', title: t('console.applied'), figures: true, cell: row => <Applied item={row} />, extra: true },
  ]
  return (
    <ListPage<ShownItem>
      id="fund-uses"
      title={t('console.title')}
      source={SOURCE}
      rowKey={row => row.id}
      rowName={row => row.no}
      columns={columns}
      filters={[
        {
          kind: 'select',
          name: 'step',
          label: t('console.step'),
          many: true,
          options: Object.keys(STEPS).map(step => ({ value: step, label: t(`step.${step}`) })),
        },
      ]}
      tools={
        clerk ? (
          <Button type="primary" onClick={begin}>
            {t('action.apply')} <kbd>n</kbd>
          </Button>
        ) : null
      }
      detail={row => <Pane key={row.id} row={row} />}
    />
  )
}
