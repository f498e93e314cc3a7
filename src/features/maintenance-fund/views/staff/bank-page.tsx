import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { signed, yuan } from '../money.ts'
import { LineDeed } from './bank-line.tsx'
import { type BankLine, type FundShown, type Reconciliation, SOURCE } from './data.ts'
import { StatementImport } from './import-dialog.tsx'

/** The bank's word and the books side by side, as of the last statement. */
const Standing = ({ state }: { readonly state: Reconciliation }) => {
  const t = useT('maintenance-fund')
  const { date } = useFormat()
  if (state.bankFen === null || state.booksFen === null || state.differenceFen === null)
    return <p>{t('pages.fund.notReconciled')}</p>
  const even = state.differenceFen === '0'
  return (
    <>
      <p className="chips">
        <Chip tone={even ? 'ok' : 'late'}>
          {even ? t('console.even') : `${t('console.difference')} ${yuan(state.differenceFen)}`}
        </Chip>
      </p>
      <Facts
        items={[
          { term: t('console.bankSays'), value: t('yuan', { amount: yuan(state.bankFen) }) },
          { term: t('console.booksSay'), value: t('yuan', { amount: yuan(state.booksFen) }) },
          { term: t('console.waiting'), value: `${state.waiting} · ${yuan(state.waitingFen)}` },
        ]}
      />
      <DataTable
        caption={t('console.unconfirmed')}
        rows={state.unconfirmed}
        rowKey={row => row.posting}
        empty={t('console.noUnconfirmed')}
        columns={[
          { key: 'day', head: t('field.on'), cell: row => date(row.day as never) },
          { key: 'business', head: t('field.kind'), names: true, cell: row => t(`business.${row.business}`) },
          { key: 'reference', head: t('field.reference'), cell: row => row.reference ?? '—' },
          { key: 'yuan', head: t('field.yuan'), figures: true, cell: row => signed(row.fen) },
        ]}
      />
      <DataTable
        caption={t('console.statements')}
        rows={state.statements}
        rowKey={row => row.id}
        columns={[
          { key: 'days', head: t('field.on'), names: true, cell: row => `${row.from} – ${row.to}` },
          { key: 'opening', head: t('field.opening'), figures: true, cell: row => yuan(row.openingFen) },
          { key: 'closing', head: t('field.closing'), figures: true, cell: row => yuan(row.closingFen) },
          { key: 'lines', head: t('import.rows'), figures: true, cell: row => row.lines },
        ]}
      />
    </>
  )
}

/** Lines of the bank that no entry explains; the one under the cursor is worked on below. */
export const BankPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  const { date } = useFormat()
  const [open, setOpen] = useState<'import' | 'standing' | null>(null)
  const id = params.id ?? ''
  const fund = useGet<FundShown>(`${SOURCE}/${id}`).data
  const state = useGet<Reconciliation>(`${SOURCE}/${id}/reconciliation`).data
  const columns: readonly ListColumn<BankLine>[] = [
    { key: 'day', title: t('field.on'), figures: true, cell: row => date(row.day as never) },
    { key: 'yuan', title: t('field.yuan'), figures: true, cell: row => signed(row.fen) },
    { key: 'reference', title: t('field.reference'), cell: row => row.reference },
    { key: 'words', title: t('field.note'), cell: row => row.words },
  ]
  if (fund === undefined || state === undefined) return null
  const works = fund.may.includes('reconcile')
  return (
    <>
      <ListPage<BankLine>
        id={`fund-lines-${id}`}
        title={`${fund.name} ${t('console.bank')}`}
        source={`${SOURCE}/${id}/lines`}
        rowKey={row => row.id}
        rowName={row => row.reference}
        columns={columns}
        filters={[]}
        tools={
          <>
            {works && (
              <Button type="primary" onClick={() => setOpen('import')}>
                {t('console.statement')}
              </Button>
            )}
            <Button onClick={() => setOpen('standing')}>{t('console.standing')}</Button>
            <Button onClick={() => navigate(href('/console/funds'))}>{t('console.title')}</Button>
          </>
        }
        detail={row => <LineDeed key={row.id} fund={id} row={row} state={state} works={works} />}
      />
      {open === 'standing' && (
        <Modal
          open
          width={820}
          title={`${fund.name} ${t('console.standing')}`}
          onCancel={() => setOpen(null)}
          footer={null}
          destroyOnHidden
        >
          <Standing state={state} />
        </Modal>
      )}
      {open === 'import' && <StatementImport id={id} onClose={() => setOpen(null)} />}
    </>
  )
}
