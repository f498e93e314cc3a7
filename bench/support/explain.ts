import type pg from 'pg'
import type { Sent } from './record.ts'

type Plan = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows'?: number
  readonly 'Actual Loops'?: number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly Plan[]
}

/** What a statement cost the database, whatever else the machine was doing. */
export type Work = {
  /** Rows taken from tables and indexes, those thrown away by a condition included. */
  readonly rows: number
  /** Pages of 8 KiB touched, in memory or not. */
  readonly pages: number
  readonly indexes: readonly string[]
  /** Tables that grow with the city and were read from end to end. */
  readonly whole: readonly string[]
  readonly ms: number
}

/** Tables that grow with what people do. */
const GROWING: ReadonlySet<string> = new Set([
  ...['work_order', 'work_order_fact', 'work_order_round', 'work_order_caller', 'clock', 'clock_step', 'party'],
  ...['journal_entry', 'journal_salt', 'journal_tile', 'file', 'file_blob', 'session', 'notification', 'idempotency'],
])

/** So few rows are read as fast in any way. */
const SMALL = 2_000

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

const isScan = (plan: Plan): boolean => plan['Node Type'].includes('Scan') && plan['Node Type'] !== 'Subquery Scan'

const rowsOf = (plan: Plan): number => {
  const each =
    (plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
  return each * (plan['Actual Loops'] ?? 1)
}

/** Whether a statement only reads, so that it may be explained by running it. */
export const isRead = ({ text }: Sent): boolean => /^\s*(select|with)\b/i.test(text) && !/for update/i.test(text)

/** Runs a reading statement once more and tells what it took. */
export const workOf = async (client: pg.Client, { text, values = [] }: Sent): Promise<Work> => {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan; 'Execution Time': number }[] }>(
    `explain (analyze, buffers, format json) ${text}`,
    [...values],
  )
  const explained = rows[0]?.['QUERY PLAN'][0]
  if (explained === undefined) throw new Error(`no plan of ${text}`)
  const nodes = nodesOf(explained.Plan)
  return {
    rows: nodes.filter(isScan).reduce((sum, node) => sum + rowsOf(node), 0),
    pages: (explained.Plan['Shared Hit Blocks'] ?? 0) + (explained.Plan['Shared Read Blocks'] ?? 0),
    indexes: [...new Set(nodes.flatMap(node => node['Index Name'] ?? []))],
    whole: nodes.flatMap(node => {
      const table = node['Relation Name'] ?? ''
      return node['Node Type'] === 'Seq Scan' && GROWING.has(table) && rowsOf(node) > SMALL ? [table] : []
    }),
    ms: explained['Execution Time'],
  }
}

/** The work of several statements together. */
export const sumOf = (works: readonly Work[]): Work => ({
  rows: works.reduce((sum, { rows }) => sum + rows, 0),
  pages: works.reduce((sum, { pages }) => sum + pages, 0),
  indexes: [...new Set(works.flatMap(({ indexes }) => indexes))],
  whole: [...new Set(works.flatMap(({ whole }) => whole))],
  ms: works.reduce((sum, { ms }) => sum + ms, 0),
})
