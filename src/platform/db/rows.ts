/**
 * How far a reader sees, as a role: `rows` what their settings name, `open` also what anyone may see, `plain` every
 * matter of the city that is not confidential, `whole` every matter of the city.
 */
export const BREADTHS = ['rows', 'open', 'plain', 'whole'] as const
export type Breadth = (typeof BREADTHS)[number]

/** Who reads, for the policies on the rows of a city: a breadth, and named lists of ids, codes and words. */
export type Rows = {
  readonly breadth: Breadth
  /** By name, such as `areas`; the policies read each as the setting `linli.<name>`. */
  readonly of: Readonly<Record<string, readonly string[]>>
}

const NAME = /^[a-z][a-z_]{0,30}$/
/** Ids, area codes, hashes in hexadecimal, base64url: nothing in them can end a quoted text. */
const VALUE = /^[A-Za-z0-9:_-]{1,200}$/

/** Lists of both, each value once; the narrower names do not go away. */
export const mergeRows = (rows: Rows, more: Partial<Rows>): Rows => ({
  breadth: more.breadth ?? rows.breadth,
  of: Object.fromEntries(
    [...new Set([...Object.keys(rows.of), ...Object.keys(more.of ?? {})])].map(name => [
      name,
      [...new Set([...(rows.of[name] ?? []), ...(more.of?.[name] ?? [])])],
    ]),
  ),
})

/** `set local linli.areas = '442000001,442000002'`, to follow the BEGIN. @throws when a name or value is not plain */
export const setting = (name: string, values: readonly string[]): string => {
  if (!NAME.test(name)) throw new Error(`not a name of a setting: ${name}`)
  for (const value of values) if (!VALUE.test(value)) throw new Error(`not a value for the setting ${name}`)
  return `set local linli.${name} = '${values.join(',')}'`
}

/** All settings of a reader. The breadth is always among them: by it the policies know that somebody reads. */
export const settingsOf = ({ breadth, of }: Rows): readonly string[] => [
  setting('breadth', [breadth]),
  ...Object.entries(of)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => setting(name, values)),
]
