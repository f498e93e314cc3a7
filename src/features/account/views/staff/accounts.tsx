import { Button, Modal } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { DialogProps, ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { When } from './when.tsx'

const SOURCE = '/api/console/accounts'

type Row = {
  readonly party: string
  readonly name: string
  readonly username: string | null
  readonly roles: readonly string[]
  readonly factorSince: string | null
  readonly sessions: number
  readonly lastAt: string | null
  readonly link: 'invite' | 'reset' | null
}
type Reason = { readonly reason: string }
type Made = { readonly path: string; readonly until: string }

const reasonDialog =
  (name: 'reset' | 'kick') =>
  ({ onDone, onCancel }: DialogProps<Row, Reason>) => {
    const t = useT('account')
    return (
      <AskDialog
        title={t(`security.accounts.${name}`)}
        ok={t(`security.accounts.${name}`)}
        danger
        fields={[{ name: 'reason', kind: 'long', label: t('security.accounts.reason') }]}
        onAnswer={({ reason = '' }) => onDone({ reason })}
        onCancel={onCancel}
      >
        <p className="why">{t(`security.accounts.${name}Why`)}</p>
      </AskDialog>
    )
  }

const ResetFactor = reasonDialog('reset')
const Kick = reasonDialog('kick')

/** Asks for a user name if there is none yet, and shows the link this one time. */
const Invite = ({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) => {
  const t = useT('account')
  const [made, setMade] = useState<Made | null>(null)
  const make = useAction<object, Made>(
    (body, { api, key }) => api.send<Made>('POST', `${SOURCE}/${row.party}/link`, body, { key }),
    [SOURCE],
  )
  if (made !== null)
    return (
      <Modal
        open
        title={t('security.accounts.made')}
        onCancel={onClose}
        footer={<Button onClick={onClose}>{t('security.accounts.close')}</Button>}
      >
        <p className="address">
          <code>{`${location.origin}${made.path}`}</code>
        </p>
        <p>
          {t('security.accounts.until')} <When iso={made.until} />
        </p>
      </Modal>
    )
  return (
    <AskDialog
      title={t('security.accounts.invite')}
      ok={t('security.accounts.invite')}
      error={make.error}
      busy={make.isPending}
      onCancel={onClose}
      onAnswer={({ username }) => make.mutate(username === undefined ? {} : { username }, { onSuccess: setMade })}
      fields={row.username === null ? [{ name: 'username', label: t('security.accounts.username') }] : []}
    >
      <p className="why">{t('security.accounts.inviteWhy')}</p>
    </AskDialog>
  )
}

type Me = { readonly offices: readonly { readonly role: string }[] }

const useActions = (onInvite: (row: Row) => void): readonly RowAction<Row, never>[] => {
  const t = useT('account')
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  const makes = roles.includes('systemAdmin')
  const resets = roles.includes('securityAdmin')
  const reset: RowAction<Row, Reason> = {
    id: 'reset',
    label: t('security.accounts.reset'),
    key: 'r',
    tone: 'danger',
    may: row => resets && row.factorSince !== null,
    dialog: ResetFactor,
    run: (row, input, { api, key }) => api.send('POST', `${SOURCE}/${row.party}/reset-factor`, input, { key }),
  }
  const kick: RowAction<Row, Reason> = {
    id: 'kick',
    label: t('security.accounts.kick'),
    key: 'e',
    tone: 'danger',
    may: row => resets && row.sessions > 0,
    dialog: Kick,
    run: (row, input, { api, key }) => api.send('POST', `${SOURCE}/${row.party}/end-sessions`, input, { key }),
  }
  const invite: RowAction<Row> = {
    id: 'invite',
    label: t('security.accounts.invite'),
    key: 'n',
    tone: 'primary',
    may: () => makes,
    run: async row => onInvite(row),
  }
  const revoke: RowAction<Row> = {
    id: 'void',
    label: t('security.accounts.void'),
    may: row => makes && row.link !== null,
    run: (row, _input, { api, key }) => api.send('DELETE', `${SOURCE}/${row.party}/link`, undefined, { key }),
  }
  return [invite, revoke, reset as RowAction<Row, never>, kick as RowAction<Row, never>]
}

/** Who works here and how they get in: accounts, second factors, sessions. */
export const Accounts = () => {
  const t = useT('account')
  const { number } = useFormat()
  const [inviting, setInviting] = useState<Row | null>(null)
  const actions = useActions(setInviting)
  const columns: readonly ListColumn<Row>[] = [
    { key: 'name', title: t('security.accounts.name'), cell: row => row.name },
    { key: 'username', title: t('security.accounts.username'), cell: row => row.username ?? '—' },
    {
      key: 'roles',
      title: t('security.accounts.roles'),
      cell: row => row.roles.map(role => t(`directory:roles.${role}`)).join('、'),
    },
    {
      key: 'factor',
      title: t('security.accounts.factor'),
      cell: row => (row.factorSince === null ? t('security.accounts.none') : <When iso={row.factorSince} />),
    },
    { key: 'sessions', title: t('security.accounts.sessions'), figures: true, cell: row => number(row.sessions) },
    { key: 'last', title: t('security.accounts.last'), figures: true, cell: row => <When iso={row.lastAt} /> },
    {
      key: 'link',
      title: t('security.accounts.link'),
      cell: row => (row.link === null ? '' : t(`security.accounts.links.${row.link}`)),
    },
  ]
  const roles = ['systemAdmin', 'securityAdmin', 'auditAdmin', 'deskLead', 'deskOperator', 'unitLead', 'unitHandler']
  return (
    <>
      <ListPage<Row>
        id="accounts"
        title={t('security.accounts.title')}
        source={SOURCE}
        rowKey={row => row.party}
        rowName={row => row.username ?? row.name}
        columns={columns}
        filters={[
          {
            kind: 'select',
            name: 'role',
            label: t('security.accounts.role'),
            options: [...roles, 'gridWorker', 'communityWorker', 'auditor'].map(value => ({
              value,
              label: t(`directory:roles.${value}`),
            })),
          },
          { kind: 'search', name: 'username', label: t('security.accounts.username') },
        ]}
        actions={actions}
        detail={row => (
          <>
            <h2>{row.name}</h2>
            <p>{row.roles.map(role => t(`directory:sees.${role}`)).join(' ')}</p>
          </>
        )}
      />
      {inviting !== null && <Invite row={inviting} onClose={() => setInviting(null)} />}
    </>
  )
}
