import { Button, Modal } from 'antd'
import { useState } from 'react'
import { AskDialog, reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { DialogProps, ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { OrganisationControl } from './data.tsx'

const SOURCE = '/api/hotlines'

type Hotline = {
  readonly id: string
  readonly position: number
  readonly number: string | null
  readonly name: string | null
  readonly owner: string | null
  readonly ownerName: string | null
  readonly ownerSlot: number | null
  readonly redirectedTo: string
  readonly since: string | null
  readonly version: number
}
type Entry = Readonly<Record<'number' | 'name' | 'redirectedTo', string>> & {
  readonly owner: string | null
  readonly since: string | null
}

const Edit = ({ rows, onDone, onCancel }: DialogProps<Hotline, Entry>) => {
  const t = useT('directory')
  const [row] = rows
  return (
    <AskDialog
      title={t('staff.hotlines.edit', { position: row?.position ?? 0 })}
      ok={t('staff.save')}
      onCancel={onCancel}
      onAnswer={({ number = '', name = '', owner = '', redirectedTo = '', since = '' }) =>
        onDone({ number, name, redirectedTo, owner: owner === '' ? null : owner, since: since === '' ? null : since })
      }
      fields={[
        { name: 'number', label: t('staff.hotlines.number'), initial: row?.number ?? '' },
        { name: 'name', label: t('staff.hotlines.name'), initial: row?.name ?? '' },
        {
          name: 'owner',
          kind: 'own',
          label: t('staff.hotlines.owner'),
          Control: OrganisationControl,
          initial: row?.owner ?? '',
          optional: true,
          ...(row?.ownerName != null && { hint: t('staff.hotlines.ownerNow', { name: row.ownerName }) }),
        },
        { name: 'redirectedTo', label: t('staff.hotlines.to'), initial: row?.redirectedTo ?? '' },
        { name: 'since', kind: 'date', label: t('staff.hotlines.since'), initial: row?.since ?? '', optional: true },
      ]}
    />
  )
}

type Imported = {
  readonly lines: number
  readonly taken: number
  readonly refused: number
  readonly receipt: string | null
}

const Import = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('directory')
  const [file, setFile] = useState<File | null>(null)
  const send = useAction<File, Imported>(
    (chosen, { api, key }) => {
      const form = new FormData()
      form.append('file', chosen)
      return api.send('POST', '/api/console/hotlines/import', form, { key })
    },
    [SOURCE],
  )
  const done = send.data
  return (
    <Modal
      open
      title={t('staff.hotlines.import')}
      okText={done === undefined ? t('staff.hotlines.import') : t('staff.close')}
      okButtonProps={{ disabled: done === undefined && file === null }}
      confirmLoading={send.isPending}
      onOk={() => (done === undefined ? file !== null && send.mutate(file) : onClose())}
      onCancel={onClose}
    >
      <p className="why">{t('staff.hotlines.importWhy')}</p>
      <input
        type="file"
        accept=".csv,text/csv"
        aria-label={t('staff.hotlines.file')}
        onChange={event => {
          setFile(event.target.files?.[0] ?? null)
          send.reset()
        }}
      />
      <RefusalNotice said={reasonsOf(send.error)} />
      {done !== undefined && (
        <div role="status">
          <p>{t('staff.hotlines.taken', { lines: done.lines, taken: done.taken, refused: done.refused })}</p>
          {done.receipt !== null && (
            <p>
              <a
                download="hotlines-receipt.csv"
                href={`data:text/csv;charset=utf-8,${encodeURIComponent(done.receipt)}`}
              >
                {t('staff.hotlines.receipt')}
              </a>
            </p>
          )}
        </div>
      )}
    </Modal>
  )
}

/** The lines merged into one number: what the source gives, and what the operator fills in. */
export const Hotlines = () => {
  const t = useT('directory')
  const href = useHref()
  const [importing, setImporting] = useState(false)
  const missing = <Chip>{t('staff.notProvided')}</Chip>
  const columns: readonly ListColumn<Hotline>[] = [
    { key: 'position', title: t('staff.hotlines.position'), figures: true, cell: row => row.position },
    { key: 'number', title: t('staff.hotlines.number'), figures: true, cell: row => row.number ?? missing },
    { key: 'name', title: t('staff.hotlines.name'), cell: row => row.name ?? missing },
    {
      key: 'owner',
      title: t('staff.hotlines.owner'),
      cell: row =>
        row.ownerName ?? (row.ownerSlot === null ? missing : t('staff.hotlines.slot', { slot: row.ownerSlot })),
    },
    { key: 'to', title: t('staff.hotlines.to'), figures: true, cell: row => row.redirectedTo },
    { key: 'since', title: t('staff.hotlines.since'), figures: true, cell: row => row.since ?? '' },
  ]
  const edit: RowAction<Hotline, Entry> = {
    id: 'edit',
    label: t('staff.edit'),
    key: 'e',
    tone: 'primary',
    dialog: Edit,
    run: (row, entry, { api, key }) =>
      api.send('PUT', `/api/console/hotlines/${row.id}`, entry, { key, ifMatch: `"${row.version}"` }),
  }
  return (
    <>
      <ListPage<Hotline>
        id="hotlines"
        title={t('staff.hotlines.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.name ?? t('staff.hotlines.nth', { position: row.position })}
        columns={columns}
        filters={[]}
        actions={[edit as RowAction<Hotline, never>]}
        tools={
          <>
            <a href={href('/api/console/hotlines.csv')}>{t('staff.hotlines.export')}</a>
            <Button onClick={() => setImporting(true)}>{t('staff.hotlines.import')}</Button>
          </>
        }
        detail={row => <h2>{row.name ?? t('staff.hotlines.nth', { position: row.position })}</h2>}
      />
      {importing && <Import onClose={() => setImporting(false)} />}
    </>
  )
}
