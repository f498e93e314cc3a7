import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { type FundLine, SOURCE } from './data.ts'
import { FundPane } from './fund-pane.tsx'

type Named = { readonly id: string; readonly name: string }
type Candidates = { readonly estates: readonly Named[]; readonly keepers: readonly Named[] }
type Me = { readonly offices: readonly { readonly role: string; readonly organisationKind?: string }[] }

const options = (items: readonly Named[]) => items.map(({ id, name }) => ({ value: id, label: name }))

const Open = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('maintenance-fund')
  const found = useGet<Candidates>(`${SOURCE}/candidates`).data
  const open = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  if (found === undefined) return null
  return (
    <AskDialog
      title={t('console.open')}
      ok={t('console.open')}
      error={open.error}
      busy={open.isPending}
      onCancel={onClose}
      onAnswer={answers => open.mutate(answers, { onSuccess: onClose })}
      fields={[
        {
          name: 'estate',
          kind: 'select',
          label: t('field.estate'),
          initial: found.estates[0]?.id ?? '',
          options: options(found.estates),
        },
        { name: 'keeper', kind: 'select', label: t('field.keeper'), options: options(found.keepers) },
        { name: 'bank', label: t('field.bank') },
        { name: 'bankAccount', label: t('field.bankAccount'), hint: t('field.bankAccountHint') },
        { name: 'banker', kind: 'select', label: t('field.banker'), options: options(found.keepers), optional: true },
      ]}
    >
      <p className="why">{t('does.open')}</p>
    </AskDialog>
  )
}

/** Funds of one's area or that one keeps; the one under the cursor opens below. */
export const FundsPage = () => {
  const t = useT('maintenance-fund')
  const [opening, setOpening] = useState(false)
  const leads = useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'unitLead') ?? false
  useKeys(t('console.title'), leads ? [{ key: 'n', label: t('console.open'), run: () => setOpening(true) }] : [])
  const columns: readonly ListColumn<FundLine>[] = [
    { key: 'name', title: t('field.estate'), cell: row => row.name },
    { key: 'area', title: t('field.community'), cell: row => row.areaName },
    { key: 'keeper', title: t('field.keeper'), cell: row => row.keeper },
    { key: 'bank', title: t('field.bank'), cell: row => `${row.bank} ${row.bankTail}` },
  ]
  return (
    <>
      <ListPage<FundLine>
        id="funds"
        title={t('console.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.name}
        columns={columns}
        filters={[{ kind: 'search', name: 'name', label: t('pages.list.name') }]}
        tools={
          leads ? (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('console.open')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <FundPane key={row.id} id={row.id} />}
      />
      {opening && <Open onClose={() => setOpening(false)} />}
    </>
  )
}
