import { type Finding, type Import, isTest, type SourceFile } from './source.ts'

const LAYERS = ['kernel', 'platform', 'features', 'app'] as const

/** Test helpers that lie beside what they help to test: platform/testing, and a module's sample.ts or testing.ts. */
const isTesting = (path: string): boolean =>
  path.startsWith('src/platform/testing/') || /\/(sample|testing|fixtures?)\.ts$/.test(path)

const layerOf = (path: string): number => LAYERS.findIndex(layer => path.startsWith(`src/${layer}/`))
const featureOf = (path: string): string | undefined => /^src\/features\/([\w-]+)\//.exec(path)?.[1]
const isRule = (path: string): boolean => /^src\/features\/[\w-]+\/rules\//.test(path)
const isPure = (path: string): boolean => path.startsWith('src/kernel/') || path.startsWith('law/') || isRule(path)

/** The one package a pure file may import, and where: arithmetic without I/O, too easy to get wrong to write again. */
const PURE_PACKAGE = { home: 'src/kernel/ballot/sealed/', name: '@noble/curves/' }

/** What a pure file may import: the kernel, its own neighbours, and for rules the law they cite. */
const pureReason = (file: SourceFile, to: Import): string | undefined => {
  if (to.path === undefined) {
    const allowed = file.path.startsWith(PURE_PACKAGE.home) && to.from.startsWith(PURE_PACKAGE.name)
    return allowed ? undefined : `${to.from}: pure files import no package`
  }
  if (to.path.startsWith('src/kernel/')) return undefined
  if (isRule(file.path)) {
    const own = to.path.startsWith(`src/features/${featureOf(file.path)}/rules/`)
    return own || to.path.startsWith('law/') ? undefined : 'rules import the kernel, the law and their own folder only'
  }
  const home = file.path.startsWith('law/') ? 'law/' : 'src/kernel/'
  return to.path.startsWith(home) ? undefined : `${home.slice(0, -1)} imports the kernel only`
}

const wallReason = (file: SourceFile, to: Import): string | undefined => {
  const test = isTest(file.path) || isTesting(file.path)
  if (isPure(file.path) && !test) return pureReason(file, to)
  if (to.path === undefined) return undefined
  const [from, into] = [layerOf(file.path), layerOf(to.path)]
  if (from >= 0 && into > from && !test)
    return `${LAYERS[from]} may not know ${LAYERS[into]}: app → features → platform → kernel`
  if (from >= 0 && /^(tools|tests|bench)\//.test(to.path) && !test) return 'the product does not import its tools'
  const [home, other] = [featureOf(file.path), featureOf(to.path)]
  const door = /^src\/features\/[\w-]+\/(index|feature)\.ts$/
  if (home !== undefined && other !== undefined && home !== other && !to.path.endsWith(`/${other}/index.ts`)) {
    return `another slice is entered by its index.ts only`
  }
  if (
    file.path.startsWith('src/app/') &&
    other !== undefined &&
    !door.test(to.path) &&
    !/\/views\//.test(to.path) &&
    // A verb computes with a slice's rules and starts without the rest of it.
    !(file.path.startsWith('src/app/verbs/') && !/\/store\b/.test(to.path)) &&
    !test
  ) {
    return 'app enters a slice by index.ts, feature.ts or views/'
  }
  if (from >= 0 && isTesting(to.path) && !test) return 'helpers of tests are for tests'
  const views = /\/views\/|^src\/platform\/ui\/|^src\/app\//
  if (to.path.endsWith('.tsx') && !to.typeOnly && file.path.endsWith('.ts') && !views.test(file.path)) {
    return 'Node does not read .tsx: name the view, do not import it'
  }
  return undefined
}

export const wallFindings = (file: SourceFile): readonly Finding[] =>
  file.imports.flatMap(to => {
    const say = wallReason(file, to)
    return say === undefined
      ? []
      : [{ path: file.path, line: to.line, rule: 'wall', say: `imports ${to.from}: ${say}` }]
  })

/** The cycles of a graph, each once, as the path that comes back to where it began. */
export const cyclesOf = (graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] => {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[][] = []
  const visit = (node: string, trail: readonly string[]): void => {
    if (state.get(node) === 'done') return
    if (state.get(node) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(node)), node])
      return
    }
    state.set(node, 'open')
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node])
    state.set(node, 'done')
  }
  for (const node of graph.keys()) visit(node, [])
  return cycles
}

const finding = (cycle: readonly string[], path: string): Finding => ({
  path,
  line: 1,
  rule: 'cycle',
  say: `imports itself: ${cycle.join(' → ')}`,
})

/** Files that need each other to load, and slices that need each other at all. */
export const cycleFindings = (sources: readonly SourceFile[]): readonly Finding[] => {
  const files = new Map(
    sources.map(file => [file.path, file.imports.filter(to => !to.typeOnly).flatMap(to => to.path ?? [])]),
  )
  const slices = new Map<string, string[]>()
  for (const file of sources) {
    const home = featureOf(file.path)
    if (home === undefined || isTest(file.path)) continue
    const others = file.imports.flatMap(to => featureOf(to.path ?? '') ?? []).filter(other => other !== home)
    slices.set(home, [...new Set([...(slices.get(home) ?? []), ...others])])
  }
  return [
    ...cyclesOf(files).map(cycle => finding(cycle, cycle[0] ?? '')),
    ...cyclesOf(slices).map(cycle => finding(cycle, `src/features/${cycle[0]}`)),
  ]
}

const ENTRY = [
  /^src\/app\/(cli|server|worker|pages|resident|console)\.tsx?$/,
  /^src\/app\/verbs\/[\w-]+\.ts$/,
  /^tools\/[\w-]+\.ts$/,
  /^(bench|tests|law|localities)\//,
  /\.config\.ts$/,
  /\.d\.ts$/,
]

/** A file nobody imports, that nothing starts, and that is no test. */
export const deadFindings = (sources: readonly SourceFile[]): readonly Finding[] => {
  const wanted = new Set(sources.flatMap(file => file.imports.flatMap(to => (to.path === undefined ? [] : [to.path]))))
  return sources
    .filter(file => /\.tsx?$/.test(file.path) && !isTest(file.path))
    .filter(file => !wanted.has(file.path) && !ENTRY.some(entry => entry.test(file.path)))
    .map(file => ({ path: file.path, line: 1, rule: 'dead', say: 'nobody imports this file: use it or remove it' }))
}
