import { CsvError, parse } from 'csv-parse/sync'
import { parseHundredths } from '../../kernel/decimal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type BudgetVote, faultsOfVotes, type Project, VOTE_KINDS, type VoteKind } from './rules/budget.ts'

/** What a file of a participatory budget says about a project besides its cost, where it says it. */
export type Published = { readonly votes?: number; readonly score?: number; readonly selected?: boolean }

export type BudgetFile = {
  readonly kind: VoteKind
  readonly budget: bigint
  /** How many projects an ordinal vote may name. */
  readonly most: number
  readonly projects: readonly (Project & { readonly name: string; readonly published: Published })[]
  readonly votes: readonly BudgetVote[]
}

/** A line, counted from 1, or 0 for the whole file, and why. */
export type FileFault = { readonly line: number; readonly why: string }

const SECTIONS = ['META', 'PROJECTS', 'VOTES'] as const
type Section = (typeof SECTIONS)[number]
type Row = { readonly line: number; readonly cells: Readonly<Record<string, string>> }
const FAULTS_MAX = 20

/** Rows of each section under the headings of its first. */
const sectionsOf = (text: string): Record<Section, Row[]> => {
  const options = {
    bom: true,
    delimiter: ';',
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
  }
  const records = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[]
  const sections: Record<Section, Row[]> = { META: [], PROJECTS: [], VOTES: [] }
  let [section, header]: [Section | undefined, readonly string[] | undefined] = [undefined, undefined]
  for (const { info, record } of records) {
    const cells = record.map(cell => cell.trim())
    const starts = cells.length === 1 ? SECTIONS.find(name => name === cells[0]) : undefined
    // Some files have no heading line under META; the line `key;value` then is one more key nobody asks for.
    if (starts !== undefined) [section, header] = [starts, starts === 'META' ? ['key', 'value'] : undefined]
    else if (header === undefined) header = cells
    else if (section !== undefined)
      sections[section].push({
        line: info.lines,
        cells: Object.fromEntries(header.map((heading, at) => [heading, cells[at] ?? ''])),
      })
  }
  return sections
}

const list = (text: string | undefined): readonly string[] =>
  text === undefined || text === '' ? [] : text.split(',').map(part => part.trim())

const wholeOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined

const published = ({ votes, score, selected }: Row['cells']): Published => {
  const [said, points] = [wholeOf(votes), wholeOf(score)]
  return {
    ...(said !== undefined && { votes: said }),
    ...(points !== undefined && { score: points }),
    // 2 says: not from this budget.
    ...(selected !== undefined && { selected: selected === '1' }),
  }
}

/** Every fault of the lines; what is read stands beside it. */
const readSections = ({ META, PROJECTS, VOTES }: Record<Section, Row[]>) => {
  const meta = new Map(META.map(({ cells: { key = '', value = '' } }) => [key, value]))
  const faults: FileFault[] = []
  const kind = VOTE_KINDS.find(one => one === meta.get('vote_type'))
  const budget = parseHundredths(meta.get('budget') ?? '')
  if (kind === undefined) faults.push({ line: 0, why: `vote_type ${meta.get('vote_type') ?? 'is missing'}` })
  if (budget === undefined) faults.push({ line: 0, why: 'the budget is missing, or no amount' })
  if (PROJECTS.length === 0) faults.push({ line: 0, why: 'there are no projects' })
  const projects = PROJECTS.flatMap(({ line, cells }) => {
    const [project = '', cost] = [cells.project_id, parseHundredths(cells.cost ?? '')]
    if (project !== '' && cost !== undefined && cost >= 0n)
      return [{ project, cost, name: cells.name ?? '', published: published(cells) }]
    faults.push({ line, why: `not a project with a cost: ${project}` })
    return []
  })
  if (new Set(projects.map(({ project }) => project)).size < projects.length)
    faults.push({ line: 0, why: 'a project stands there twice' })
  const votes = VOTES.map(({ line, cells }): BudgetVote => {
    const points = kind === 'cumulative' ? list(cells.points).map(wholeOf) : []
    if (points.includes(undefined)) faults.push({ line, why: `points are no whole numbers: ${cells.points}` })
    return { voter: cells.voter_id ?? '', named: list(cells.vote), points: points.map(point => point ?? 0) }
  })
  const named = votes.reduce((most, one) => Math.max(most, one.named.length), 0)
  return { kind, budget, most: wholeOf(meta.get('max_length')) ?? named, projects, votes, faults }
}

/**
 * Reads a vote on a participatory budget in pabulib's format: META, PROJECTS, VOTES, each with a heading line, cells separated
 * by semicolons. Every fault at once.
 */
export const readBudgetFile = (text: string): Result<BudgetFile, readonly FileFault[]> => {
  try {
    const { kind, budget, most, projects, votes, faults } = readSections(sectionsOf(text))
    if (kind === undefined || budget === undefined || faults.length > 0) return refuse(faults.slice(0, FAULTS_MAX))
    const wrong = faultsOfVotes(kind, projects, votes, most)
    if (wrong.length === 0) return ok({ kind, budget, most, projects, votes })
    return refuse(
      wrong.slice(0, FAULTS_MAX).map(({ voter, detail }) => ({ line: 0, why: `voter ${voter}: ${detail}` })),
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refuse([{ line: typeof error.lines === 'number' ? error.lines : 0, why: 'the quotes do not close' }])
  }
}
