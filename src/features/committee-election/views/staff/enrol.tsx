import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import type { z } from 'zod'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { enrolOut } from '../../api.ts'
import { SOURCE } from './data.ts'

type Enrolled = z.output<typeof enrolOut>
type Sent = { readonly file: File; readonly dryRun: boolean }

const Outcome = ({ done }: { readonly done: Enrolled }) => {
  const t = useT('committee-election')
  return (
    <>
      <p role="status">
        <b>
          {t(done.taken ? 'enrol.taken' : done.faultCount > 0 ? 'enrol.refused' : 'enrol.ready', {
            count: done.faultCount,
          })}
        </b>
      </p>
      <Facts
        items={[
          { term: t('enrol.rows'), value: done.rows },
          { term: t('enrol.added'), value: done.added },
          { term: t('enrol.casting'), value: done.casting },
          { term: t('enrol.already'), value: done.already },
        ]}
      />
      {done.faults.length > 0 && (
        <DataTable
          caption={t('enrol.faultList')}
          rows={done.faults}
          rowKey={fault => `${fault.line} ${fault.column} ${fault.why}`}
          columns={[
            { key: 'line', head: t('enrol.line'), figures: true, cell: fault => fault.line },
            { key: 'column', head: t('enrol.column'), cell: fault => fault.column },
            { key: 'why', head: t('enrol.why'), names: true, cell: fault => fault.why },
            { key: 'next', head: t('enrol.next'), cell: fault => fault.next },
          ]}
        />
      )}
    </>
  )
}

/** A list of voters from a file: looked at first, with every fault by line, then taken as a whole or not at all. */
export const Enrol = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useT('committee-election')
  const field = useId()
  const [file, setFile] = useState<File | null>(null)
  const send = useAction<Sent, Enrolled>(
    (sent, { api, key }) => {
      const form = new FormData()
      form.append('dryRun', String(sent.dryRun))
      form.append('file', sent.file)
      return api.send('POST', `${SOURCE}/${id}/voters`, form, { key })
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
    <Modal open width={820} title={t('action.enrol')} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="why">{t('does.enrol')}</p>
      <p>
        <label htmlFor={field}>{t('enrol.file')}</label>{' '}
        <input id={field} type="file" accept=".csv,.xlsx" onChange={event => choose(event.target.files?.[0])} />
      </p>
      {send.error !== null && <RefusalNotice said={reasonsOf(send.error)} />}
      {send.isPending && <p role="status">{t('enrol.reading')}</p>}
      {data !== undefined && <Outcome done={data} />}
      <div className="row-actions">
        {ready && file !== null && (
          <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ file, dryRun: false })}>
            {t('enrol.take')}
          </Button>
        )}
        <Button onClick={onClose}>{t('enrol.close')}</Button>
      </div>
    </Modal>
  )
}
