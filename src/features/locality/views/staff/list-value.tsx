import { Button } from 'antd'
import type { ComponentType } from 'react'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Basis } from '../../../../platform/ui/parts/basis.tsx'
import { entryOf, useEnter, useEntryFields } from './enter.tsx'
import { basisItem, type RuleRow, SaidValue, useRuleName } from './said-value.tsx'

/** Rows of a list value, made by the slice that knows what they are. */
export type ListEditor = ComponentType<{
  readonly value: readonly unknown[]
  readonly onChange: (rows: readonly unknown[]) => void
}>

const Editing = ({ row, Rows }: { readonly row: RuleRow; readonly Rows: ListEditor }) => {
  const t = useT('locality')
  const name = useRuleName()(row)
  const [rows, setRows] = useState(() => (row.held?.value ?? []) as readonly unknown[])
  const [asking, setAsking] = useState(false)
  const enter = useEnter(row.key)
  const fields = useEntryFields()
  return (
    <>
      <div className="list-head">
        <h1>{name}</h1>
        <span className="meta">
          <SaidValue row={row} value={rows} />
        </span>
        <span className="grow" />
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('staff.saveList')}
        </Button>
      </div>
      {row.held !== null && <Basis items={[basisItem(row.held.basis)]} />}
      {enter.isSuccess && <p role="status">{t('staff.savedList')}</p>}
      <Rows value={rows} onChange={setRows} />
      {asking && (
        <AskDialog
          title={t('staff.enterOf', { name })}
          ok={t('staff.saveList')}
          error={enter.error}
          busy={enter.isPending}
          onCancel={() => setAsking(false)}
          onAnswer={answers => enter.mutate(entryOf(rows, answers), { onSuccess: () => setAsking(false) })}
          fields={fields}
        >
          <p className="why">{t('staff.enterWhy')}</p>
        </AskDialog>
      )}
    </>
  )
}

/** The page of one list value. */
export const listValuePage = (key: string, Rows: ListEditor) => () => {
  const t = useT('locality')
  const lines = useGet<{ readonly items: readonly RuleRow[] }>('/api/rule-values')
  const row = lines.data?.items.find(line => line.key === key)
  return (
    <div className="desk-page">
      <p>
        <Link href="/console/rule-values">{t('staff.back')}</Link>
      </p>
      {row !== undefined && <Editing row={row} Rows={Rows} />}
    </div>
  )
}
