import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { When } from './when.tsx'

const SOURCE = '/api/console/legal-holds'

type Hold = {
  readonly id: string
  readonly subject: string
  readonly reason: string
  readonly placedAt: string
  readonly liftedAt: string | null
}
type Plan = {
  readonly orders: number
  readonly ordersHeld: number
  readonly people: number
  readonly peopleHeld: number
}
type Me = { readonly offices: readonly { readonly role: string }[] }

const AddHold = () => {
  const t = useT('privacy')
  const [asking, setAsking] = useState(false)
  const add = useAction<Record<string, string>>(
    (body, { api, key }) => api.send('POST', SOURCE, body, { key }),
    [SOURCE],
  )
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('console.holds.add')}</Button>
      {asking && (
        <AskDialog
          title={t('console.holds.title')}
          ok={t('console.holds.add')}
          error={add.error}
          busy={add.isPending}
          onCancel={() => setAsking(false)}
          onAnswer={answers => add.mutate({ ...answers }, { onSuccess: () => setAsking(false) })}
          fields={[
            { name: 'subject', label: t('console.holds.subject'), hint: t('console.holds.subjectHint') },
            { name: 'reason', kind: 'long', label: t('console.holds.reason') },
          ]}
        />
      )}
    </>
  )
}

/** What may not be deleted for now, and what a round of deletion would do. */
export const LegalHolds = () => {
  const t = useT('privacy')
  const auditor = useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'auditor') ?? false
  const plan = useGet<Plan>('/api/console/retention').data
  const columns: readonly ListColumn<Hold>[] = [
    { key: 'subject', title: t('console.holds.subject'), cell: row => row.subject },
    { key: 'reason', title: t('console.holds.reason'), cell: row => row.reason },
    { key: 'placed', title: t('console.holds.placed'), figures: true, cell: row => <When iso={row.placedAt} /> },
    { key: 'lifted', title: t('console.holds.lifted'), figures: true, cell: row => <When iso={row.liftedAt} /> },
  ]
  const lift: RowAction<Hold> = {
    id: 'lift',
    label: t('console.holds.lift'),
    key: 'l',
    tone: 'danger',
    may: row => auditor && row.liftedAt === null,
    run: (row, _input, { api, key }) => api.send('POST', `${SOURCE}/${row.id}/lift`, undefined, { key }),
  }
  const held = plan === undefined ? 0 : plan.ordersHeld + plan.peopleHeld
  return (
    <>
      {plan !== undefined && (
        <p className="why list-note">{t('console.holds.plan', { orders: plan.orders, people: plan.people, held })}</p>
      )}
      <ListPage<Hold>
        id="legal-holds"
        title={t('console.holds.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.subject}
        columns={columns}
        filters={[]}
        actions={[lift]}
        tools={auditor ? <AddHold /> : undefined}
      />
    </>
  )
}
