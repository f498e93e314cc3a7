import type { CompiledQuery } from 'kysely'
import type { Answer } from './bundle.ts'
import type { Prepared } from './statement.ts'
import { inSchema, prepare } from './statement.ts'
import type { Queries, Row, Statement } from './types.ts'

/** Sends one statement and hands back its answer; errors are already ours. */
export type Send = (
  statement: Prepared | { readonly name?: undefined; readonly text: string },
  values: readonly unknown[],
) => Promise<Answer>

/** In a transaction also: sends and does not wait; what fails is told by whatever is awaited next, COMMIT at the latest. */
export type Sends = {
  readonly send: Send
  readonly later: (...asked: Parameters<Send>) => void
}

/** The five ways to ask, over any way to send. */
export const queriesOver = (send: Send, schema: string, reader = ''): Queries => {
  const ask = (statement: Statement, params: readonly unknown[] = []): Promise<Answer> =>
    send(prepare(statement, schema, reader), params)
  const countError = (statement: Statement, count: number): Error =>
    new Error(`${statement.name}: ${count} rows where one was expected`)
  return {
    rows: async <R extends Row>(statement: Statement, params?: readonly unknown[]) =>
      (await ask(statement, params)).rows as readonly R[],
    one: async <R extends Row>(statement: Statement, params?: readonly unknown[]) => {
      const { rows } = await ask(statement, params)
      if (rows.length !== 1) throw countError(statement, rows.length)
      return rows[0] as R
    },
    maybe: async <R extends Row>(statement: Statement, params?: readonly unknown[]) => {
      const { rows } = await ask(statement, params)
      if (rows.length > 1) throw countError(statement, rows.length)
      return rows[0] as R | undefined
    },
    run: async (statement, params) => (await ask(statement, params)).count,
    built: async <R extends Row>(query: CompiledQuery<R>) =>
      (await send({ text: inSchema(query.sql, schema) }, query.parameters)).rows as readonly R[],
  }
}
