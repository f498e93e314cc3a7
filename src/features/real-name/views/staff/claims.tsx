import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog, reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { DialogProps, ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { When } from './when.tsx'

const SOURCE = '/api/console/level-claims'
const DOCUMENTS = ['id-card', 'temporary-id', 'household-book', 'residence-permit', 'passport'] as const
const REASONS = ['name-differs', 'number-differs', 'papers-missing', 'papers-expired'] as const

type Claim = {
  readonly id: string
  readonly name: string
  readonly masked: string
  readonly phone: string
  readonly askedAt: string
}
type Opened = { readonly name: string; readonly idNumber: string }

const useDocuments = () => {
  const t = useT('real-name')
  return DOCUMENTS.map(value => ({ value, label: t(`documents.${value}`) }))
}

/** Name and number in clear, beside the papers; the look is on record. */
const Look = ({ claim }: { readonly claim: Claim }) => {
  const t = useT('real-name')
  const look = useAction<null, Opened>((_, { api, key }) =>
    api.send('POST', `${SOURCE}/${claim.id}/open`, undefined, { key }),
  )
  return (
    <>
      <h2>
        {claim.name} · {claim.phone}
      </h2>
      <p className="why">{t('claims.why')}</p>
      <RefusalNotice said={reasonsOf(look.error)} />
      {look.data === undefined ? (
        <Button onClick={() => look.mutate(null)} loading={look.isPending}>
          {t('claims.open')}
        </Button>
      ) : (
        <Facts
          items={[
            { term: t('realName.name'), value: look.data.name },
            { term: t('realName.idNumber'), value: look.data.idNumber },
          ]}
        />
      )}
    </>
  )
}

const InPerson = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('real-name')
  const documents = useDocuments()
  const verify = useAction<object>(
    (body, { api, key }) => api.send('POST', '/api/console/levels', body, { key }),
    [SOURCE],
  )
  return (
    <AskDialog
      title={t('inPerson.title')}
      ok={t('inPerson.ok')}
      error={verify.error}
      busy={verify.isPending}
      onCancel={onClose}
      onAnswer={({ phone = '', name = '', idNumber = '', document = '' }) =>
        verify.mutate({ phone, name, idNumber, document }, { onSuccess: onClose })
      }
      fields={[
        { name: 'phone', kind: 'tel', label: t('account.phone'), hint: t('inPerson.phoneHint') },
        { name: 'name', label: t('realName.name') },
        { name: 'idNumber', label: t('realName.idNumber') },
        { name: 'document', kind: 'select', label: t('inPerson.document'), options: documents },
      ]}
    />
  )
}

const Grant = ({ onCancel, onDone }: DialogProps<Claim, { readonly document: string }>) => {
  const t = useT('real-name')
  const documents = useDocuments()
  return (
    <AskDialog
      title={t('claims.grant')}
      ok={t('claims.grant')}
      onCancel={onCancel}
      onAnswer={({ document = '' }) => onDone({ document })}
      fields={[{ name: 'document', kind: 'select', label: t('inPerson.document'), options: documents }]}
    />
  )
}

const Refuse = ({ onCancel, onDone }: DialogProps<Claim, { readonly reason: string }>) => {
  const t = useT('real-name')
  const reasons = REASONS.map(value => ({ value, label: t(`reasons.${value}`) }))
  return (
    <AskDialog
      title={t('claims.refuse')}
      ok={t('claims.refuse')}
      danger
      onCancel={onCancel}
      onAnswer={({ reason = '' }) => onDone({ reason })}
      fields={[{ name: 'reason', kind: 'select', label: t('claims.reason'), options: reasons }]}
    />
  )
}

/** What residents entered, to be compared with their papers; and whoever came in person without having entered it. */
export const Claims = () => {
  const t = useT('real-name')
  const [verifying, setVerifying] = useState(false)
  useKeys(t('claims.title'), [{ key: 'n', label: t('inPerson.title'), run: () => setVerifying(true) }])
  const columns: readonly ListColumn<Claim>[] = [
    { key: 'name', title: t('realName.name'), cell: row => row.name },
    { key: 'number', title: t('realName.idNumber'), figures: true, cell: row => row.masked },
    { key: 'phone', title: t('account.phone'), figures: true, cell: row => row.phone },
    { key: 'asked', title: t('claims.askedAt'), figures: true, cell: row => <When iso={row.askedAt} /> },
  ]
  const grant: RowAction<Claim, { readonly document: string }> = {
    id: 'grant',
    label: t('claims.grant'),
    key: 'g',
    tone: 'primary',
    dialog: Grant,
    run: (row, input, { api, key }) => api.send('POST', `${SOURCE}/${row.id}/grant`, input, { key }),
  }
  const refuse: RowAction<Claim, { readonly reason: string }> = {
    id: 'refuse',
    label: t('claims.refuse'),
    key: 'r',
    tone: 'danger',
    dialog: Refuse,
    run: (row, input, { api, key }) => api.send('POST', `${SOURCE}/${row.id}/refuse`, input, { key }),
  }
  return (
    <>
      <ListPage<Claim>
        id="level-claims"
        title={t('claims.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => `${row.name} · ${row.phone}`}
        columns={columns}
        filters={[]}
        actions={[grant as RowAction<Claim, never>, refuse as RowAction<Claim, never>]}
        tools={
          <Button type="primary" onClick={() => setVerifying(true)}>
            {t('inPerson.title')} <kbd>n</kbd>
          </Button>
        }
        detail={row => <Look key={row.id} claim={row} />}
      />
      {verifying && <InPerson onClose={() => setVerifying(false)} />}
    </>
  )
}
