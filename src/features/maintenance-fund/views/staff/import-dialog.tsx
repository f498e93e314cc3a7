import { Button, Input, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import type { z } from 'zod'
import { dateOf } from '../../../../kernel/time.ts'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { housingOut, importOut, statementOut } from '../../api.ts'
import { yuan } from '../money.ts'
import { type Answers, SOURCE } from './data.ts'

type Outcome = { readonly taken: boolean; readonly faultCount: number; readonly faults: readonly Fault[] }
type Fault = { readonly line: number; readonly column: string; readonly why: string; readonly next: string }
type FileField = {
  readonly name: string
  readonly label: string
  readonly type: 'date' | 'text'
  readonly initial: string
}
type Sent = { readonly file: File; readonly answers: Answers; readonly dryRun: boolean }

const Faults = ({ done }: { readonly done: Outcome }) => {
  const t = useT('maintenance-fund')
  const state = done.taken ? 'import.taken' : done.faultCount > 0 ? 'import.refused' : 'import.ready'
  return (
    <>
      <p role="status">
        <b>{t(state, { count: done.faultCount })}</b>
      </p>
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

/** A table from a file: looked at first, with every fault by line and column, then taken as a whole or not at all. */
const FileDialog = <Done extends Outcome>({
  path,
  title,
  does,
  template,
  fields,
  shown,
  onClose,
}: {
  readonly path: string
  readonly title: string
  readonly does: string
  readonly template: string
  readonly fields: readonly FileField[]
  readonly shown: (done: Done) => ReactNode
  readonly onClose: () => void
}) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  const id = useId()
  const [file, setFile] = useState<File | null>(null)
  const [answers, setAnswers] = useState<Answers>(
    Object.fromEntries(fields.map(({ name, initial }) => [name, initial])),
  )
  const send = useAction<Sent, Done>(
    (sent, { api, key }) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(sent.answers)) form.append(name, value)
      form.append('dryRun', String(sent.dryRun))
      form.append('file', sent.file)
      return api.send('POST', path, form, { key })
    },
    [SOURCE],
  )
  const { data } = send
  const ready = data !== undefined && !data.taken && data.faultCount === 0
  const change = (name: string, value: string): void => {
    setAnswers({ ...answers, [name]: value })
    send.reset()
  }
  return (
    <Modal open width={820} title={title} onCancel={onClose} footer={null} destroyOnHidden>
      <p className="why">
        {does} <a href={href(template)}>{t('console.template')}</a>
      </p>
      {fields.map(({ name, label, type }) => (
        <p key={name}>
          <label htmlFor={`${id}${name}`}>{label}</label>
          <Input
            id={`${id}${name}`}
            type={type}
            value={answers[name] ?? ''}
            onChange={event => change(name, event.target.value)}
          />
        </p>
      ))}
      <p>
        <label htmlFor={id}>{t('field.file')}</label>{' '}
        <input
          id={id}
          type="file"
          accept=".csv,.xlsx"
          onChange={event => {
            setFile(event.target.files?.[0] ?? null)
            send.reset()
          }}
        />
      </p>
      {send.error !== null && <RefusalNotice said={reasonsOf(send.error)} />}
      {data !== undefined && <Faults done={data} />}
      {data !== undefined && shown(data)}
      <div className="row-actions">
        <Button
          disabled={file === null}
          loading={send.isPending}
          onClick={() => file !== null && send.mutate({ file, answers, dryRun: true })}
        >
          {t('console.dry')}
        </Button>
        {ready && file !== null && (
          <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ file, answers, dryRun: false })}>
            {t('console.take')}
          </Button>
        )}
        <Button onClick={onClose}>{t('console.cancel')}</Button>
      </div>
    </Modal>
  )
}

type Dialog = { readonly id: string; readonly onClose: () => void }

/** Accounts that another office kept. */
export const AccountsImport = ({ id, onClose }: Dialog) => {
  const t = useT('maintenance-fund')
  const today = dateOf(useNow())
  return (
    <FileDialog<z.output<typeof importOut>>
      path={`${SOURCE}/${id}/import`}
      title={t('console.import')}
      does={t('does.import')}
      template={`${SOURCE}/templates/accounts`}
      onClose={onClose}
      fields={[
        { name: 'on', label: t('field.on'), type: 'date', initial: today },
        { name: 'sum', label: t('field.sum'), type: 'text', initial: '' },
      ]}
      shown={done => (
        <Facts
          items={[
            { term: t('import.rows'), value: done.rows },
            { term: t('import.fresh'), value: `${done.fresh}（${t('yuan', { amount: yuan(done.freshFen) })}）` },
            { term: t('import.already'), value: done.already },
            { term: t('import.fileSum'), value: t('yuan', { amount: yuan(done.fileFen) }) },
            { term: t('import.digest'), value: <code>{done.digest}</code> },
            ...(done.leaf === null ? [] : [{ term: t('import.receipt'), value: <code>{done.leaf}</code> }]),
          ]}
        />
      )}
    />
  )
}

/** Public housing sold to its tenants: what owners and sellers pay in. */
export const HousingImport = ({ id, onClose }: Dialog) => {
  const t = useT('maintenance-fund')
  return (
    <FileDialog<z.output<typeof housingOut>>
      path={`${SOURCE}/${id}/housing`}
      title={t('console.housing')}
      does={t('does.housing')}
      template={`${SOURCE}/templates/housing`}
      onClose={onClose}
      fields={[]}
      shown={done => (
        <Facts
          items={[
            { term: t('import.rows'), value: done.rows },
            { term: t('import.fresh'), value: done.fresh },
            { term: t('import.already'), value: done.already },
            { term: t('import.ownerFirst'), value: t('yuan', { amount: yuan(done.ownerFen) }) },
            { term: t('import.sellerFirst'), value: t('yuan', { amount: yuan(done.sellerFen) }) },
            { term: t('import.digest'), value: <code>{done.digest}</code> },
            ...(done.leaf === null ? [] : [{ term: t('import.receipt'), value: <code>{done.leaf}</code> }]),
          ]}
        />
      )}
    />
  )
}

/** What the bank says of its account. */
export const StatementImport = ({ id, onClose }: Dialog) => {
  const t = useT('maintenance-fund')
  const today = dateOf(useNow())
  return (
    <FileDialog<z.output<typeof statementOut>>
      path={`${SOURCE}/${id}/statements`}
      title={t('console.statement')}
      does={t('does.statement')}
      template={`${SOURCE}/templates/statement`}
      onClose={onClose}
      fields={[
        { name: 'from', label: t('field.from'), type: 'date', initial: `${today.slice(0, 4)}-01-01` },
        { name: 'to', label: t('field.to'), type: 'date', initial: today },
        { name: 'opening', label: t('field.opening'), type: 'text', initial: '' },
        { name: 'closing', label: t('field.closing'), type: 'text', initial: '' },
      ]}
      shown={done => (
        <Facts
          items={[
            { term: t('import.rows'), value: done.rows },
            { term: t('import.known'), value: done.known },
            { term: t('import.matched'), value: done.matched },
            { term: t('import.waiting'), value: done.waiting },
            ...(done.leaf === null ? [] : [{ term: t('import.receipt'), value: <code>{done.leaf}</code> }]),
          ]}
        />
      )}
    />
  )
}
