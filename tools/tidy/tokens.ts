import { type Finding, isTest, type SourceFile } from './source.ts'

type Ban = {
  readonly token: RegExp
  readonly instead: string
  /** Where the token is in order. */
  readonly except?: RegExp
  /** Files the ban is about; all TypeScript unless said. */
  readonly only?: RegExp
  /** Looks into comments too. */
  readonly comments?: true
  readonly tests?: 'allowed'
  /** Not taken for the token. */
  readonly but?: RegExp
}

const EDGES =
  /^(src\/app\/|src\/platform\/(clocks|db|http|identity|jobs|journal|notify|testing|ui\/enhance)\/|tools\/|bench\/|tests\/)/
/** Where numbers decide something; a view's picture may be drawn with fractions. */
const EXACT = /^src\/(?!platform\/ui\/|features\/[\w-]+\/views\/)/
/** Where chance comes from. */
const CHANCE = /^(src\/app\/|src\/platform\/testing\/|bench\/|tests\/)/
const STORES = /^(src\/(app|platform)\/|tools\/|bench\/|tests\/)|\/store(\/[\w-]+)?\.ts$/
/** The one place that may put ready-made HTML into a page. */
const MARKUP = /^src\/platform\/ui\/markup\.tsx$/

/** What opens connections: the guarded way itself, what it is put under, the database's own server, the operator's own scanner, and tests. */
const WAYS_OUT =
  /^src\/platform\/(outbound\/guard\.ts|oidc\/client\.ts|notify\/adapters\.ts|files\/scanner\.ts|db\/cluster\/|http\/error-handling\.ts|testing\/|ui\/testing\.ts)/
/** Runs in the browser, and asks the server it came from; or stands in for one in a test. */
const IN_BROWSER = /^src\/platform\/(ui\/(enhance|console)|testing)\//

export const BANNED: readonly Ban[] = [
  {
    token: /['"](node:(https?|http2|net|tls|dgram|dns)(\/promises)?|undici|nodemailer|openid-client|ws)['"]/,
    instead: 'src/platform/outbound: the one guarded way to another server',
    only: /^src\/.*\.tsx?$/,
    except: WAYS_OUT,
    tests: 'allowed',
    but: /^\s*import type .*/g,
  },
  {
    token: /(?<![.\w])fetch\(|\bglobalThis\.fetch\b|\bnew (WebSocket|EventSource|XMLHttpRequest)\b|\bsendBeacon\b/,
    instead: 'src/platform/outbound: the one guarded way to another server',
    only: /^src\/.*\.tsx?$/,
    except: IN_BROWSER,
    tests: 'allowed',
  },
  {
    token: /\bnew Date\(/,
    instead: 'take `now: Instant` as an argument (kernel/time)',
    except: EDGES,
    tests: 'allowed',
  },
  { token: /\bDate\.now\b/, instead: 'take `now: Instant` as an argument (kernel/time)', except: EDGES },
  {
    token: /\bDate\./,
    instead: 'kernel/time: pure code has no Date',
    only: /^src\/(kernel|features\/[\w-]+\/rules)\//,
  },
  { token: /\bMath\.random\b/, instead: 'take chance as an argument; node:crypto at the edge', except: CHANCE },
  { token: /\.toFixed\(/, instead: 'kernel/money and kernel/share: amounts and shares are exact', only: EXACT },
  {
    token: /\bparseFloat\(/,
    instead: 'kernel/money parseFen, kernel/share for fractions',
    only: EXACT,
    tests: 'allowed',
  },
  { token: /\b(FIXME|TODO|XXX)\b/, instead: 'finish it or file it', only: /./, comments: true },
  { token: /\bas any\b/, instead: 'a type, or unknown and a check' },
  { token: /@ts-(ignore|nocheck)/, instead: 'mend the type', comments: true },
  { token: /@ts-expect-error/, instead: 'mend the type', comments: true, tests: 'allowed' },
  { token: /\bbiome-ignore/, instead: 'mend what the linter says', comments: true },
  { token: /\bexport \*/, instead: 'name what the door lets through' },
  { token: /\.(inner|outer)HTML\b|insertAdjacentHTML/, instead: 'React elements', only: /^src\//, tests: 'allowed' },
  { token: /dangerouslySetInnerHTML/, instead: 'src/platform/ui/markup.tsx', except: MARKUP },
  { token: /(?<![$\w.])eval\(|\bnew Function\(/, instead: 'a function', except: /^tests\// },
  {
    token: /\bconsole\.(log|error|warn|info|debug|trace|table|dir|assert)\b/,
    instead: 'the logger, or process.stdout.write in the CLI',
    only: /^src\//,
  },
  { token: /\bset_config\b/, instead: 'SET LOCAL inside the transaction', only: /./ },
  { token: /\bpg_(try_)?advisory/, instead: 'a row lock on the row that stands for the thing', only: /./ },
  { token: /\bsql\(/, instead: 'store.ts: the only SQL of a slice', except: STORES, tests: 'allowed' },
  { token: /\sstyle=/, instead: 'a class: the page policy refuses inline style', only: /\.tsx$/ },
  {
    token: /[\u3400-\u9fff]/,
    instead: 'a message of messages/*.json',
    only: /\.tsx$/,
    except: /\.(examples|fixture)\.tsx$/,
    tests: 'allowed',
    // The seal, and the languages by their own names, are the same in every language.
    but: /邻(?![\u3400-\u9fff])|简体(中文)?|繁體(中文)?/g,
  },
  { token: /\b(test|it|describe)\.(skip|only|todo)\(/, instead: 'a test that runs' },
]

/** These files name what they ban. */
const SELF = /^tools\/tidy(\/|\.)/

const isCode = /\.tsx?$/

export const tokenFindings = (file: SourceFile): readonly Finding[] => {
  if (SELF.test(file.path)) return []
  const lines = { code: file.code.split('\n'), text: file.text.split('\n') }
  return BANNED.flatMap((ban): Finding[] => {
    if (!(ban.only ?? isCode).test(file.path) || ban.except?.test(file.path)) return []
    if (ban.tests === 'allowed' && isTest(file.path)) return []
    const hits = (ban.comments ? lines.text : lines.code).flatMap((line, at) => {
      const found = ban.token.exec(ban.but === undefined ? line : line.replaceAll(ban.but, ''))
      return found === null ? [] : [{ line: at + 1, what: found[0].trim() }]
    })
    const [first] = hits
    if (first === undefined) return []
    const more = hits.length > 1 ? ` (and ${hits.length - 1} more)` : ''
    const say = `\`${first.what}\` is banned${more}: ${ban.instead}`
    return [{ path: file.path, line: first.line, rule: 'banned', say }]
  })
}
