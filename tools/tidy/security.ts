import { type Finding, isTest, type SourceFile } from './source.ts'

/** A rule that keeps a way in shut: what it looks for, in code without comments, and what to do instead. */
type Rule = {
  readonly token: RegExp
  readonly instead: string
  readonly only: RegExp
  /** Where it is in order, and why it is. */
  readonly except?: RegExp
}

/**
 * The clusters of the private database are programs; tests start a browser; an operator's verbs run pg_dump and its
 * kin, tar, and the new version of Linli, each by a list of arguments. Nothing that serves a request runs a program.
 */
const RUNS_PROGRAMS =
  /^src\/(platform\/(db\/(cluster\/|tools\.ts$)|testing\/)|app\/(backup\/dump|upgrade\/package|verbs\/upgrade)\.ts$)/
/** Schemas and databases have no parameters: their names are checked by `cityOf` before they come here. */
const MAKES_SCHEMAS = /^src\/platform\/(db|testing)\//
/** The job queue hands its own statements through, and its table is asked by a statement written down whole. */
const JOBS = /^src\/platform\/jobs\/(tasks|lease)\.ts$/

const RULES: readonly Rule[] = [
  {
    token: /['"](?:node:)?child_process['"]/,
    instead: 'only the private cluster and the operator’s verbs run programs',
    only: /^src\//,
    except: RUNS_PROGRAMS,
  },
  { token: /['"](?:node:)?vm['"]/, instead: 'a function: text is never run', only: /^src\// },
  { token: /\bset(?:Timeout|Interval)\(\s*['"`]/, instead: 'a function: text is never run', only: /^src\// },
  {
    token: /\bdocument\.write(?:ln)?\(|\bsrcDoc\b|createContextualFragment|setHTMLUnsafe|parseFromString/,
    instead: 'React elements',
    only: /^src\//,
  },
  {
    token: /\bMath\.random\b/,
    instead: 'node:crypto: what can be guessed is no chance',
    only: /^src\//,
    except: /^src\/platform\/testing\//,
  },
  {
    token: /\bDate\.now\b|\bnew Date\(|\bperformance\.now\b/,
    instead: 'take `now: Instant` as an argument: a due is counted from facts, never from the clock of the machine',
    only: /^src\/(kernel|features|platform\/clocks)\//,
    except: /\/views\/|\.test\.ts$/,
  },
  {
    token: /\b(?:raw|sql|CompiledQuery)\.raw\(|\.lit\(/,
    instead: 'a parameter: `${value}` of the tag, or $1',
    only: /^src\/.*\.ts$/,
    except: JOBS,
  },
  {
    token: /\.query\(\s*(?:`[^`]*\$\{|['"`][^)]*['"`]\s*\+)/,
    instead: 'a named statement with parameters (db/types.ts)',
    only: /^src\/.*\.ts$/,
    except: MAKES_SCHEMAS,
  },
]

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length

/** The text of a call that begins at `at`, up to the bracket that closes it. */
const callAt = (code: string, at: number): string => {
  let depth = 0
  for (let end = at; end < code.length; end++) {
    if (code[end] === '(') depth++
    if (code[end] === ')' && --depth === 0) return code.slice(at, end + 1)
  }
  return code.slice(at)
}

/** A statement is written down whole: what is put into its text is a constant of the module, never a value. */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/
/** Counts the rows of every table the database itself names; seals anew every column that the catalogue names. */
const NAMES_TABLES = /^src\/(app\/backup\/facts|platform\/personal\/reseal)\.ts$/

const statementFindings = (file: SourceFile): readonly Finding[] => {
  if (!/^src\/.*\.ts$/.test(file.path) || isTest(file.path) || NAMES_TABLES.test(file.path)) return []
  return [...file.code.matchAll(/(?<![.\w])sql\(/g)].flatMap(found => {
    const call = callAt(file.code, found.index + found[0].length - 1)
    const put = [...call.matchAll(/\$\{([^}]*)\}/g)].map(([, what = '']) => what.trim())
    const wrong = put.find(what => !CONSTANT.test(what))
    const joined = /['"`]\s*\+|\+\s*['"`]/.test(call)
    if (wrong === undefined && !joined) return []
    const what = wrong === undefined ? 'a statement put together with +' : `\`\${${wrong}}\` in a statement`
    return [
      {
        path: file.path,
        line: lineOf(file.code, found.index),
        rule: 'security',
        say: `${what}: give it as a parameter`,
      },
    ]
  })
}

/** Ways in that a line of code may open: statements put together, programs run, text run, markup made, guessable chance. */
export const securityFindings = (file: SourceFile): readonly Finding[] => {
  if (!/\.tsx?$/.test(file.path) || isTest(file.path)) return []
  const tokens = RULES.flatMap((rule): readonly Finding[] => {
    if (!rule.only.test(file.path) || rule.except?.test(file.path)) return []
    const found = rule.token.exec(file.code)
    if (found === null) return []
    const say = `\`${found[0].trim().slice(0, 40)}\`: ${rule.instead}`
    return [{ path: file.path, line: lineOf(file.code, found.index), rule: 'security', say }]
  })
  return [...tokens, ...statementFindings(file)]
}
