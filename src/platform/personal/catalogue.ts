/** What of a person a column can hold. */
export type DataClass =
  | 'name'
  | 'phone'
  | 'id-number'
  | 'address'
  | 'mail'
  /** What somebody wrote or said, with whatever is in it. */
  | 'words'
  | 'photo'
  /** A name to sign in with and what proves it. */
  | 'account'
  /** That somebody did something at some time, by an id that stands for them. */
  | 'trace'

/**
 * How a column keeps it: `sealed` encrypted, `blind` as a keyed hash for finding it again, `masked` as lists show it,
 * `committed` as a salted commitment or its salt, `hashed` so that it cannot be read back, `pseudonym` by an id alone,
 * `checked` in words that went through the detector, which masks or refuses numbers and doors.
 */
export type Kept = 'sealed' | 'blind' | 'masked' | 'committed' | 'hashed' | 'pseudonym' | 'checked'

/** What data are processed for; described in full in the records of processing. */
export type Activity =
  | 'account'
  | 'handling'
  | 'self-government'
  | 'volunteering'
  | 'notices'
  | 'offices'
  | 'rights'
  | 'oversight'
  | 'publication'
  | 'operation'

/**
 * How long, by class; the days are dated rule values. `journal` stays for ever, as commitments without salts; `archive`
 * as long as the records of a village are kept.
 */
export type Retention =
  | 'account'
  | 'order'
  | 'message'
  | 'notice'
  | 'session'
  | 'code'
  | 'answer'
  | 'import'
  | 'office'
  | 'trace'
  | 'consent'
  | 'export'
  | 'journal'
  | 'archive'

/** Where the sealed value of a row belongs, and by which columns the row is found. Of a value in parts, the order. */
export type Sealing = {
  /** Column → its type in SQL, in the order of the primary key. */
  readonly key: Readonly<Record<string, string>>
  readonly place: (row: Readonly<Record<string, unknown>>) => string
  readonly part?: string
}

type Held = { readonly kept: Kept; readonly holds: DataClass; readonly sealing?: Sealing }

export type Column = {
  readonly table: string
  readonly column: string
  /** Undefined: nothing of a person can be in it. */
  readonly held: (Held & { readonly activity: Activity; readonly retention: Retention }) | undefined
}

export const keeps = (kept: Exclude<Kept, 'sealed'>, holds: DataClass): Held => ({ kept, holds })
export const sealed = (holds: DataClass, sealing: Sealing): Held => ({ kept: 'sealed', holds, sealing })

/**
 * The columns of a table that hold something of a person, with what for and how long.
 * @param nothing names of the columns that cannot: words of the product, numbers of matters, names of bodies
 */
export const table = (
  name: string,
  { activity, retention }: { readonly activity: Activity; readonly retention: Retention },
  held: Readonly<Record<string, Held>>,
  nothing = '',
): readonly Column[] => [
  ...Object.entries(held).map(([column, entry]) => ({ table: name, column, held: { ...entry, activity, retention } })),
  ...impersonal(name, nothing),
]

/** A table or columns with nothing of a person. @param columns names, separated by spaces */
export const impersonal = (name: string, columns: string): readonly Column[] =>
  columns
    .split(' ')
    .filter(column => column !== '')
    .map(column => ({ table: name, column, held: undefined }))
