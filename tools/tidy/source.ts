import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** One text file of the repository: its path from the root, what it says, and its code without comments. */
export type SourceFile = {
  readonly path: string
  readonly text: string
  /** `text` with comments blanked out; line numbers stay. */
  readonly code: string
  readonly imports: readonly Import[]
}

export type Import = {
  /** As written. */
  readonly from: string
  /** Path from the root for a relative import; undefined for a package. */
  readonly path: string | undefined
  readonly typeOnly: boolean
  readonly line: number
}

/** Something untidy: where, and what to do about it. A soft one is told but does not fail. */
export type Finding = {
  readonly path: string
  readonly line: number
  readonly rule: string
  readonly say: string
  readonly soft?: true
}

const FOLDERS = ['src', 'tools', 'tests', 'bench', 'law', 'localities']
const KINDS = /\.(tsx?|sql|css)$/

const BEFORE_REGEX = /(^|[=(,:[!&|?{};+\n]|=>|\breturn)\s*$/

/** Length of the string, template, regular expression or comment that starts at `at`; 0 for plain code. */
const literalLength = (text: string, at: number): number => {
  const char = text[at]
  const rest = (pattern: RegExp): number => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0].length ?? 1
  }
  if (char === "'") return rest(/'(?:\\.|[^'\\\n])*'/y)
  if (char === '"') return rest(/"(?:\\.|[^"\\\n])*"/y)
  if (char === '`') return rest(/`(?:\\[\s\S]|[^`\\])*`/y)
  if (char !== '/') return 0
  if (text.startsWith('//', at)) return rest(/\/\/[^\n]*/y)
  if (text.startsWith('/*', at)) return rest(/\/\*[\s\S]*?\*\//y)
  return BEFORE_REGEX.test(text.slice(Math.max(0, at - 40), at))
    ? rest(/\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\//y)
    : 0
}

/** Blanks comments, so that what is said about code is not taken for code. Strings stay. */
export const withoutComments = (text: string): string => {
  let code = ''
  let at = 0
  while (at < text.length) {
    const length = literalLength(text, at)
    const piece = text.slice(at, at + Math.max(1, length))
    const comment = length > 1 && (piece.startsWith('//') || piece.startsWith('/*'))
    code += comment ? piece.replace(/[^\n]/g, ' ') : piece
    at += piece.length
  }
  return code
}

const IMPORT =
  /\b(?:(import|export)\s+(type\s+)?(?:[\w*${}\s,]+?\sfrom\s*)?|import\s*\(\s*|new URL\(\s*)['"]([^'"\n]+)['"]/g

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

export const importsOf = (path: string, code: string): readonly Import[] =>
  [...code.matchAll(IMPORT)].map(found => {
    const from = found[3] ?? ''
    return {
      from,
      path: from.startsWith('.') ? relative('.', join(dirname(path), from)) : undefined,
      typeOnly: found[2] !== undefined,
      line: lineAt(code, found.index),
    }
  })

export const sourceFile = (path: string, text: string): SourceFile => {
  const typescript = /\.tsx?$/.test(path)
  const code = typescript ? withoutComments(text) : text
  return { path, text, code, imports: typescript ? importsOf(path, code) : [] }
}

/** The repository's files as the tidy rules see them, and the other file names (README.md and so on). */
export type Tree = { readonly sources: readonly SourceFile[]; readonly names: ReadonlySet<string> }

export const readTree = (root: string): Tree => {
  const names = FOLDERS.flatMap(folder => {
    try {
      return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => relative(root, join(entry.parentPath, entry.name)))
    } catch {
      return []
    }
  })
  const sources = names
    .filter(name => KINDS.test(name))
    .map(name => sourceFile(name, readFileSync(join(root, name), 'utf8')))
  return { sources, names: new Set(names) }
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('tests/')
