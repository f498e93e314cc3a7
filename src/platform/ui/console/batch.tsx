import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useT } from '../context.tsx'
import { ApiError, newKey } from './api.ts'
import { useApi } from './hooks.tsx'
import type { Failure, RowAction } from './list-types.ts'

export type BatchResult = { readonly label: string; readonly done: number; readonly failed: readonly Failure[] }

/** Requests of one batch under way at once: quick, and the others at the desk do not feel it. */
const AT_ONCE = 4

const reasonOf = (error: unknown, name: string): Failure => {
  if (!(error instanceof ApiError)) throw error
  return { name, reason: error.problem.detail || error.problem.title, next: error.problem.next ?? '' }
}

/** Does an action to rows, each with its own key, and tells how each ended. */
const useRun = <Row,>(rowName: (row: Row) => string) => {
  const api = useApi()
  return async <Input,>(action: RowAction<Row, Input>, rows: readonly Row[], input: Input): Promise<BatchResult> => {
    if (action.many !== undefined && rows.length > 1) {
      const failed = await action.many(rows, input, { api, key: newKey() })
      return { label: action.label, done: rows.length - failed.length, failed }
    }
    const waiting = rows.map(row => ({ row, key: newKey() }))
    const failed: Failure[] = []
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { row, key } = next
        await action.run(row, input, { api, key }).catch((error: unknown) => failed.push(reasonOf(error, rowName(row))))
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, work))
    return { label: action.label, done: rows.length - failed.length, failed }
  }
}

/** n done, m not, and why: nothing about a batch is left to guess. */
export const BatchSheet = ({
  result,
  onClose,
}: {
  readonly result: BatchResult | null
  readonly onClose: () => void
}) => {
  const t = useT('console')
  return (
    <Modal
      open={result !== null}
      onCancel={onClose}
      title={result?.label}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('batch.close')}
        </Button>
      }
    >
      <p>{t('batch.done', { count: result?.done ?? 0 })}</p>
      {(result?.failed.length ?? 0) > 0 && (
        <>
          <p className="failed">{t('batch.failed', { count: result?.failed.length ?? 0 })}</p>
          <ul className="batch-failures">
            {result?.failed.map(failure => (
              <li key={failure.name}>
                <b>{failure.name}</b> {failure.reason} {failure.next}
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  )
}

/**
 * Runs actions of a list: asks first where the action has a dialog; one row gives a short message, many a sheet.
 * @param source path of the list, asked for again afterwards
 */
export const useActions = <Row,>(source: string, rowName: (row: Row) => string, after: () => void) => {
  const run = useRun(rowName)
  const client = useQueryClient()
  const { message } = App.useApp()
  const t = useT('console')
  const [asking, setAsking] = useState<{
    readonly action: RowAction<Row, never>
    readonly rows: readonly Row[]
  } | null>(null)
  const [result, setResult] = useState<BatchResult | null>(null)
  const [busy, setBusy] = useState(false)

  const go = async (action: RowAction<Row, never>, rows: readonly Row[], input: unknown): Promise<void> => {
    setAsking(null)
    setBusy(true)
    try {
      const ended = await run(action, rows, input as never)
      const [failure] = ended.failed
      if (rows.length > 1) setResult(ended)
      else if (failure === undefined)
        message.success(t('batch.one', { label: action.label, name: rows.map(rowName).join() }))
      else message.error(`${failure.reason} ${failure.next}`, 8)
      if (ended.done > 0) after()
      await client.invalidateQueries({ predicate: query => String(query.queryKey[0]).startsWith(source) })
    } finally {
      setBusy(false)
    }
  }
  const start = (action: RowAction<Row, never>, rows: readonly Row[]): void => {
    if (busy || rows.length === 0) return
    if (action.dialog === undefined) void go(action, rows, undefined)
    else setAsking({ action, rows })
  }
  const Dialog = asking?.action.dialog
  const dialogs = (
    <>
      {asking !== null && Dialog !== undefined && (
        <Dialog
          rows={asking.rows}
          onDone={input => void go(asking.action, asking.rows, input)}
          onCancel={() => setAsking(null)}
        />
      )}
      <BatchSheet result={result} onClose={() => setResult(null)} />
    </>
  )
  return { start, busy, dialogs }
}
