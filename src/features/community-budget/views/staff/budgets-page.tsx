import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { KINDS } from '../../rules/kinds.ts'
import type { ShownLine } from '../../shown.ts'
import { yuan } from '../yuan.ts'
import { BudgetPane } from './budget-pane.tsx'
import { BUDGETS, EXPENSES } from './data.ts'
import { allocateFields } from './fields.ts'

type Me = { readonly offices: readonly { readonly role: string; readonly organisationKind?: string }[] }
type Places = { readonly items: readonly { readonly id: string; readonly name: string }[] }

/** The budgets of one's villages and communities, with what is left of this year. */
export const BudgetsPage = () => {
  const t = useT('community-budget')
  const [granting, setGranting] = useState(false)
  const lead = useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'unitLead') ?? false
  useKeys(t('console.title'), lead ? [{ key: 'n', label: t('action.allocate'), run: () => setGranting(true) }] : [])
  const columns: readonly ListColumn<ShownLine>[] = [
    { key: 'area', title: t('field.area'), cell: row => row.areaName },
    { key: 'kind', title: t('field.kind'), cell: row => t(`kind.${row.kind}`) },
    {
      key: 'granted',
      title: t('console.granted'),
      figures: true,
      cell: row => (row.grantedFen === null ? '—' : yuan(row.grantedFen)),
    },
    { key: 'spent', title: t('pages.years.spent'), figures: true, cell: row => yuan(row.spentFen) },
    { key: 'held', title: t('pages.years.held'), figures: true, cell: row => yuan(row.heldFen) },
    { key: 'free', title: t('pages.years.free'), figures: true, cell: row => yuan(row.freeFen) },
    {
      key: 'owed',
      title: t('console.published'),
      cell: row => (row.owed === null ? '' : <Chip tone="warn">{t('pages.owed', row.owed)}</Chip>),
    },
  ]
  return (
    <>
      <ListPage<ShownLine>
        id="community-budgets"
        title={t('console.title')}
        source={BUDGETS}
        rowKey={row => row.id}
        rowName={row => `${row.areaName} ${t(`kind.${row.kind}`)}`}
        columns={columns}
        filters={[
          {
            kind: 'select',
            name: 'kind',
            label: t('field.kind'),
            options: KINDS.map(kind => ({ value: kind, label: t(`kind.${kind}`) })),
          },
        ]}
        tools={
          lead ? (
            <Button type="primary" onClick={() => setGranting(true)}>
              {t('action.allocate')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <BudgetPane key={row.id} id={row.id} />}
      />
      {granting && <Allocate onClose={() => setGranting(false)} />}
    </>
  )
}

/** The town grants a place this year's money of one kind. */
const Allocate = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('community-budget')
  const places = useGet<Places>(`${BUDGETS}/places`).data?.items
  const allocate = useAction<object>(
    (body, { api, key }) => api.send('POST', `${BUDGETS}/allocate`, body, { key }),
    [BUDGETS, EXPENSES],
  )
  if (places === undefined) return null
  return (
    <AskDialog
      title={t('action.allocate')}
      ok={t('action.allocate')}
      error={allocate.error}
      busy={allocate.isPending}
      onCancel={onClose}
      onAnswer={answers => allocate.mutate(answers, { onSuccess: onClose })}
      fields={allocateFields(t, places)}
    >
      <p className="why">{t('does.allocate')}</p>
    </AskDialog>
  )
}
