import { Button } from 'antd'
import { useState } from 'react'
import { ADMINISTRATORS } from '../../../../platform/identity/administrator-roles.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { When } from './when.tsx'

const SOURCE = '/api/console/break-glass'

type Row = {
  readonly id: string
  readonly name: string
  readonly ownRole: string
  readonly role: string
  readonly reason: string
  readonly from: string
  readonly until: string
  readonly ended: string | null
  readonly open: boolean
  readonly own: boolean
}

const Take = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('account')
  const take = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE, '/api/me'])
  return (
    <AskDialog
      title={t('security.glass.take')}
      ok={t('security.glass.take')}
      danger
      error={take.error}
      busy={take.isPending}
      onCancel={onClose}
      onAnswer={({ role = '', minutes = '', reason = '' }) =>
        take.mutate({ role, minutes: Number(minutes), reason }, { onSuccess: onClose })
      }
      fields={[
        {
          name: 'role',
          kind: 'select',
          label: t('security.glass.role'),
          options: ADMINISTRATORS.map(value => ({ value, label: t(`directory:roles.${value}`) })),
        },
        { name: 'minutes', kind: 'number', label: t('security.glass.minutes'), initial: '30' },
        { name: 'reason', kind: 'long', label: t('security.accounts.reason') },
      ]}
    >
      <p className="why">{t('security.glass.why')}</p>
    </AskDialog>
  )
}

/** Every time an administrator took another's role, and the way to do so. */
export const BreakGlass = () => {
  const t = useT('account')
  const [taking, setTaking] = useState(false)
  useKeys(t('security.glass.title'), [{ key: 'n', label: t('security.glass.take'), run: () => setTaking(true) }])
  const columns: readonly ListColumn<Row>[] = [
    { key: 'from', title: t('security.glass.from'), figures: true, cell: row => <When iso={row.from} /> },
    { key: 'who', title: t('security.glass.who'), cell: row => row.name },
    { key: 'own', title: t('security.glass.own'), cell: row => t(`directory:roles.${row.ownRole}`) },
    { key: 'role', title: t('security.glass.role'), cell: row => t(`directory:roles.${row.role}`) },
    { key: 'reason', title: t('security.glass.reason'), cell: row => row.reason },
    { key: 'until', title: t('security.glass.until'), figures: true, cell: row => <When iso={row.until} /> },
    {
      key: 'open',
      title: t('security.glass.open'),
      cell: row =>
        row.open ? <Chip tone="warn">{t('security.glass.open')}</Chip> : <Chip>{t('security.glass.over')}</Chip>,
    },
  ]
  const end: RowAction<Row> = {
    id: 'end',
    label: t('security.glass.end'),
    key: 'e',
    tone: 'danger',
    may: row => row.own && row.open,
    run: (row, _input, { api, key }) => api.send('POST', `${SOURCE}/${row.id}/end`, undefined, { key }),
  }
  return (
    <>
      <ListPage<Row>
        id="break-glass"
        title={t('security.glass.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.name}
        columns={columns}
        filters={[]}
        actions={[end]}
        tools={
          <Button danger onClick={() => setTaking(true)}>
            {t('security.glass.take')} <kbd>n</kbd>
          </Button>
        }
        detail={row => (
          <>
            <h2>{row.name}</h2>
            <p>{row.reason}</p>
            <p className="why">{t('security.glass.why')}</p>
          </>
        )}
      />
      {taking && <Take onClose={() => setTaking(false)} />}
    </>
  )
}
