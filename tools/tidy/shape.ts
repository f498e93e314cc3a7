import type { Finding, SourceFile, Tree } from './source.ts'

const LINES_MAX = 400
const LINES_LISTED = 250
const FUNCTION_LINES_MAX = 70

/** Files over 250 lines, and the length each may not exceed. It may only shrink. */
export type Ratchet = Readonly<Record<string, number>>

export const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

const sized = (file: SourceFile): boolean => /\.tsx?$/.test(file.path)

export const sizeFindings = (file: SourceFile, ratchet: Ratchet): readonly Finding[] => {
  if (!sized(file)) return []
  const lines = linesOf(file.text)
  const listed = ratchet[file.path]
  const say =
    lines > LINES_MAX
      ? `${lines} lines: no file is longer than ${LINES_MAX}; divide it`
      : lines > LINES_LISTED && listed === undefined
        ? `${lines} lines: divide it, or list it with \`npm run check -- --ratchet\``
        : lines > LINES_LISTED && listed !== undefined && lines > listed
          ? `${lines} lines, grown from ${listed}: a listed file may only shrink`
          : undefined
  return say === undefined ? [] : [{ path: file.path, line: 1, rule: 'size', say }]
}

/** The list as it should be now: grown files keep their old limit, and still fail. */
export const tightened = (sources: readonly SourceFile[], old: Ratchet): Ratchet =>
  Object.fromEntries(
    sources
      .filter(file => sized(file) && linesOf(file.text) > LINES_LISTED)
      .map(file => [file.path, Math.min(linesOf(file.text), old[file.path] ?? LINES_MAX)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

const FUNCTION = /^(\s*)(?:export )?(?:default )?(?:async )?(?:function\b|const \w+ = (?:async )?(?:\(|<|\w+ =>))/

/** Functions over 70 lines, found by the formatter's indentation. Tests and JSX are not counted. */
export const functionFindings = (file: SourceFile): readonly Finding[] => {
  if (!file.path.endsWith('.ts') || file.path.endsWith('.test.ts')) return []
  const lines = file.code.split('\n')
  return lines.flatMap((line, at): Finding[] => {
    const indent = FUNCTION.exec(line)?.[1]
    if (indent === undefined) return []
    const end = lines.findIndex(
      (other, below) => below > at && new RegExp(`^${indent}\\S`).test(other) && !/^\s*\)/.test(other),
    )
    const length = end - at + 1
    if (length <= FUNCTION_LINES_MAX) return []
    return [
      {
        path: file.path,
        line: at + 1,
        rule: 'size',
        say: `a function of ${length} lines: aim at ${FUNCTION_LINES_MAX}`,
        soft: true,
      },
    ]
  })
}

/** Every slice has the same anatomy; what must be there is there. */
export const anatomyFindings = ({ names }: Tree): readonly Finding[] => {
  const all = [...names]
  const slices = new Set(all.flatMap(name => /^src\/features\/([\w-]+)\//.exec(name)?.[1] ?? []))
  const missing = (folder: string, file: string): Finding[] =>
    names.has(`${folder}/${file}`) ? [] : [{ path: folder, line: 1, rule: 'anatomy', say: `has no ${file}` }]
  const ofSlices = [...slices].flatMap(slice => {
    const folder = `src/features/${slice}`
    const routes = all.some(name => name.startsWith(`${folder}/routes`) && name.endsWith('.ts'))
    const refusals = names.has(`${folder}/refusals.ts`)
    return [
      ...missing(folder, 'README.md'),
      ...missing(folder, 'feature.ts'),
      ...(routes ? missing(folder, 'policy.ts') : []),
      ...(refusals ? ['zh-Hans', 'zh-Hant', 'en'].flatMap(locale => missing(folder, `messages/${locale}.json`)) : []),
    ]
  })
  const migrations = new Set(all.flatMap(name => /^(src\/.*\/migrations(?:-public)?\/[\w-]+)\//.exec(name)?.[1] ?? []))
  const ofMigrations = [...migrations].flatMap(folder =>
    ['up.sql', 'notes.md', 'check.sql'].flatMap(file => missing(folder, file)),
  )
  return [...ofSlices, ...ofMigrations]
}
