/// <reference path="./ambient.d.ts" />
import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import type { Row } from './types.ts'
import { types } from './values.ts'

/** One statement for the server. A named one is parsed once on each connection; a `silent` one gives no rows. */
export type Asked = {
  readonly name?: string | undefined
  readonly text: string
  readonly values?: readonly unknown[]
  readonly silent?: true
}

/** `command` as the server says it: `SELECT`, `INSERT`, `COMMIT`; `count` of rows read or written. */
export type Answer = { readonly rows: readonly Row[]; readonly count: number; readonly command: string }

/** What became of one statement; `skipped` when one before it failed, of which the error is told. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'failed' | 'skipped'; readonly error: unknown }

/** The driver's own connection, as far as its extensions (cursors, streams) may use it. */
type Wire = {
  readonly stream: { readonly cork: () => void; readonly uncork: () => void }
  readonly parsedStatements: Record<string, string | undefined>
  readonly submittedNamedStatements: Record<string, string | undefined>
  readonly parse: (statement: { readonly name: string; readonly text: string }) => void
  readonly bind: (bound: { readonly statement: string; readonly values: readonly unknown[] }) => void
  readonly describe: (portal: { readonly type: 'P'; readonly name: string }) => void
  readonly execute: (portal: { readonly portal: string }) => void
  readonly sync: () => void
}

/** How the rows of a statement are read. */
type Shape = {
  readonly names: readonly string[]
  readonly parsers: readonly ((text: string) => unknown)[]
  readonly empty: Row
}

type Field = { readonly name: string; readonly dataTypeID: number }

const shapeOf = (fields: readonly Field[]): Shape => ({
  names: fields.map(({ name }) => name),
  parsers: fields.map(({ dataTypeID }) => types.getTypeParser(dataTypeID, 'text')),
  empty: Object.fromEntries(fields.map(({ name }) => [name, null])),
})

const NO_ROWS = shapeOf([])

/** A named statement gives the same columns for as long as it is prepared, so each connection is told of them once. */
const shapesOn = new WeakMap<Wire, Map<string, Shape>>()

const rowOf = ({ names, parsers, empty }: Shape, texts: readonly (string | null)[]): Row => {
  const row = { ...empty }
  for (const [index, text] of texts.entries())
    if (text !== null) row[names[index] ?? ''] = parsers[index]?.(text) ?? null
  return row
}

const answerOf = (rows: readonly Row[], tag: string): Answer => {
  const words = tag.split(' ')
  const count = Number(words.at(-1))
  return { rows, count: Number.isNaN(count) ? 0 : count, command: words[0] ?? '' }
}

type State = { shape: Shape; readonly rows: Row[]; outcome: Outcome | undefined }

/**
 * Statements that leave in one write and are answered in one: the driver sends a Sync with each, at which the server
 * writes what it has and this process wakes to read it. Between two Syncs the server runs everything in one
 * transaction and, once a statement has failed, none of those behind it.
 */
class Bundle {
  readonly asked: readonly Asked[]
  private readonly tell: (outcomes: readonly Outcome[]) => void
  private readonly states: readonly State[]
  private wire: Wire | undefined
  private at = 0

  constructor(asked: readonly Asked[], tell: (outcomes: readonly Outcome[]) => void) {
    this.asked = asked
    this.tell = tell
    this.states = asked.map(() => ({ shape: NO_ROWS, rows: [], outcome: undefined }))
  }

  /** Of the statement that is being answered: by it the driver keeps what is parsed on the connection. */
  get name(): string | undefined {
    return this.asked[this.at]?.name
  }

  get text(): string | undefined {
    return this.asked[this.at]?.text
  }

  submit(wire: Wire): null {
    this.wire = wire
    wire.stream.cork()
    for (const [index, asked] of this.asked.entries()) {
      const error = this.write(wire, asked, index)
      if (error === undefined) continue
      // Nothing of it was sent, and nothing behind it will be.
      for (const [later, state] of this.states.entries())
        if (later >= index) state.outcome = { kind: later === index ? 'failed' : 'skipped', error }
      break
    }
    wire.sync()
    wire.stream.uncork()
    return null
  }

  private write(wire: Wire, { name = '', text, values = [], silent }: Asked, index: number): unknown {
    const known = name === '' ? undefined : (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name])
    if (known !== undefined && known !== text) return new Error(`two statements under one name: ${name}`)
    let given: readonly unknown[]
    try {
      given = values.map(value => prepareValue(value))
    } catch (error) {
      return error
    }
    const shapes = shapesOn.get(wire) ?? new Map<string, Shape>()
    shapesOn.set(wire, shapes)
    if (known === undefined) {
      wire.parse({ name, text })
      shapes.delete(name)
      if (name !== '') wire.submittedNamedStatements[name] = text
    }
    const shape = shapes.get(name)
    const state = this.states[index]
    if (shape !== undefined && state !== undefined) state.shape = shape
    wire.bind({ statement: name, values: given })
    if (shape === undefined && silent === undefined) wire.describe({ type: 'P', name: '' })
    wire.execute({ portal: '' })
    return undefined
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    const state = this.states[this.at]
    if (state !== undefined) state.shape = shapeOf(fields)
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const state = this.states[this.at]
    if (state === undefined || state.outcome !== undefined) return
    try {
      state.rows.push(rowOf(state.shape, fields))
    } catch (error) {
      state.outcome = { kind: 'failed', error }
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const state = this.states[this.at]
    const name = this.name
    if (state !== undefined) {
      state.outcome ??= { kind: 'done', answer: answerOf(state.rows, text) }
      if (name !== undefined && this.wire !== undefined) shapesOn.get(this.wire)?.set(name, state.shape)
    }
    this.at += 1
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleReadyForQuery(): void {
    this.end(new Error('the server ended before it had answered'))
  }

  /** An error of the server is that of the statement being answered; any other is the connection's. */
  handleError(error: unknown): void {
    const one = error instanceof pg.DatabaseError
    for (const [index, { name }] of this.asked.entries())
      if (index >= this.at && name !== undefined) delete this.wire?.submittedNamedStatements[name]
    const state = this.states[this.at]
    if (state !== undefined) state.outcome = { kind: 'failed', error }
    this.end(error, one ? 'skipped' : 'failed')
  }

  private end(error: unknown, kind: 'failed' | 'skipped' = 'failed'): void {
    this.tell(this.states.map(({ outcome }) => outcome ?? { kind, error }))
  }
}

/**
 * Sends statements together on one connection. Outside of BEGIN and COMMIT they are one transaction, which a failure
 * takes back. Never rejects: what failed is in the outcomes, in the order of the statements, with the driver's errors.
 */
export const sendTogether = (client: pg.PoolClient, asked: readonly Asked[]): Promise<readonly Outcome[]> =>
  new Promise(resolve => {
    client.query(new Bundle(asked, resolve) as unknown as pg.Submittable)
  })
