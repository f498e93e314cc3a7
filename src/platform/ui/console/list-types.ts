import type { ComponentType, ReactNode } from 'react'
import type { Option } from '../parts/field.tsx'
import type { ActionTools } from './hooks.tsx'

export type ListColumn<Row> = {
  readonly key: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Figures, numbers, dates: equal width, never broken. */
  readonly figures?: boolean
  /** Shown only when chosen in the column settings. */
  readonly extra?: boolean
}

export type ListFilter =
  | {
      readonly kind: 'select'
      readonly name: string
      readonly label: string
      readonly options: readonly Option[]
      readonly many?: boolean
      /** Shown when it has a value, or when all filters are asked for. */
      readonly extra?: boolean
    }
  | { readonly kind: 'search' | 'date'; readonly name: string; readonly label: string; readonly extra?: boolean }
  | {
      readonly kind: 'custom'
      readonly name: string
      readonly label: string
      readonly extra?: boolean
      readonly Control: ComponentType<FilterControl>
    }

/** What a filter of a page's own gets: its value as the address has it, and where to hand another. */
export type FilterControl = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string | undefined) => void
}

/** What a dialog of an action gets: the rows it is for, and where to hand what was filled in. */
export type DialogProps<Row, Input> = {
  readonly rows: readonly Row[]
  // A method, so that a dialog of a narrower input fits a list of actions of many inputs.
  onDone(input: Input): void
  readonly onCancel: () => void
}

/** A row of a batch that was not done: its name, why, and what can be done instead. */
export type Failure = { readonly name: string; readonly reason: string; readonly next: string }

export type RowAction<Row, Input = unknown> = {
  readonly id: string
  readonly label: string
  /** Key that does it to the row under the cursor, or to the rows chosen. */
  readonly key?: string
  readonly tone?: 'primary' | 'danger'
  /** Whether the answer says this reader may do it to the row; without it, always. */
  readonly may?: (row: Row) => boolean
  /** Can be done to many rows at once; `only`: not to the one under the cursor, whose pane has its own actions. */
  readonly batch?: boolean | 'only'
  /** One call for many rows, where the API has one: which of them failed, and why. */
  readonly many?: (rows: readonly Row[], input: Input, tools: ActionTools) => Promise<readonly Failure[]>
  /** Asks first for what is needed: a unit, a reason. */
  readonly dialog?: ComponentType<DialogProps<Row, Input>>
  /** Does it to one row; rejects with an ApiError when the server says no. */
  readonly run: (row: Row, input: Input, tools: ActionTools) => Promise<unknown>
}

/** A view of the list that everybody has: a name and the filters it stands for. */
export type ListView = { readonly label: string; readonly filters: Readonly<Record<string, string>> }

export type ListPageProps<Row> = {
  /** Names the list where its settings are kept: `work-orders`. */
  readonly id: string
  readonly title: string
  /** Path of the API that answers `{items, next}` to the filters, `limit` and `cursor`. */
  readonly source: string
  readonly rowKey: (row: Row) => string
  /** How a row is called in results: its number. */
  readonly rowName: (row: Row) => string
  readonly columns: readonly ListColumn<Row>[]
  readonly filters: readonly ListFilter[]
  /** Always part of the question, never shown: what the page itself is about. */
  readonly fixed?: Readonly<Record<string, string>>
  readonly actions?: readonly RowAction<Row, never>[]
  /** Opens below the table for the row under the cursor. */
  readonly detail?: (row: Row) => ReactNode
  readonly views?: readonly ListView[]
  /** Keeps the filters under a name; without it the browser does. */
  readonly SaveView?: ComponentType<{ readonly filters: Readonly<Record<string, string>> }>
  readonly refreshMs?: number
  /** Right end of the title line: new, export. */
  readonly tools?: ReactNode
}
