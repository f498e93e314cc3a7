import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import type { z } from 'zod'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { importOut } from '../../api.ts'
import { m2 } from '../public/list.tsx'
import { SOURCE } from './data.ts'

type Imported = z.output<typeof importOut>
type Sent = { readonly file: File; readonly dryRun: boolean }

const Outcome = ({ done }: { readonly done: Imported }) => {
  const t = useT('estate')
  return (
    <>
      <p role="status">
        <b>
          {t(done.taken ? 'import.taken' : done.faultCount > 0 ? 'import.refused' : 'import.ready', {
            count: done.faultCount,
          })}
        </b>
      </p>
      <Facts
        items={[
          { term: t('import.rows'), value: done.rows },
          { term: t('import.newUnits'), value: `${done.newUnits}（${m2(done.areaDm2)} m²）` },
          { term: t('import.newTitles'), value: done.newTitles },
          { term: t('import.already'), value: done.already },
        ]}
      />
      {done.faults.length > 0 && (
        <DataTable
          caption={t('import.faultList')}
          rows={done.faults}
          rowKey={fault => `${fault.line} ${fault.column} ${fault.why}`}
          columns={[
            { key: 'line', head: t('import.line'), figures: true, cell: fault => fault.line },
            { key: 'column', head: t('import.column'), cell: fault => fault.column },
            { key: 'why', head: t('import.why'), names: true, cell: fault => fault.why },
            { key: 'next', head: t('import.next'), cell: fault => fault.next },
          ]}
        />
      )}
    </>
  )
}

/** A register from a file: looked at first, with every fault by line and column, then taken as a whole or not at all. */
export const ImportDialog = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useT('estate')
  const href = useHref()
  const field = useId()
  const [file, setFile] = useState<File | null>(null)
  const send = useAction<Sent, Imported>(
    (sent, { api, key }) => {
      const form = new FormData()
      form.append('dryRun', String(sent.dryRun))
      form.append('file', sent.file)
      return api.send('POST', `${SOURCE}/${id}/import`, form, { key })
    },
    [SOURCE],
  )
  const { data } = send
  const ready = data !== undefined && !data.taken && data.faultCount === 0
  const choose = (chosen: File | undefined): void => {
    setFile(chosen ?? null)
    send.reset()
    if (chosen !== undefined) send.mutate({ file: chosen, dryRun: true })
  }
  return (
    <Modal open width={820} title={t('console.import')} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="why">
        {t('does.import')} <a href={href(`${SOURCE}/template`)}>{t('import.template')}</a>
      </p>
      <p>
        <label htmlFor={field}>{t('import.file')}</label>{' '}
        <input id={field} type="file" accept=".csv,.xlsx" onChange={event => choose(event.target.files?.[0])} />
      </p>
      {send.error !== null && <RefusalNotice said={reasonsOf(send.error)} />}
      {send.isPending && <p role="status">{t('import.reading')}</p>}
      {data !== undefined && <Outcome done={data} />}
      <div className="row-actions">
        {ready && file !== null && (
          <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ file, dryRun: false })}>
            {t('import.take')}
          </Button>
        )}
        <Button onClick={onClose}>{t('import.close')}</Button>
      </div>
    </Modal>
  )
}
