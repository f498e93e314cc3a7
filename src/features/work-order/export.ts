import type { AreaPath } from '../../kernel/area-code.ts'
import { type Instant, isoOf } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { areaNames, organisationNames } from '../directory/index.ts'
import type { After, Filter, ListRow, Scope } from './store/lists.ts'
import { listOrders } from './store/pages.ts'

const PAGE = 500

type Cells = Readonly<Record<string, string | number>>

/** What lines are made with: words, and the present that decides what is late. */
type Look = { readonly t: Translate; readonly now: Instant }

async function* pagesOf(db: CityQueries, scope: Scope, filter: Filter): AsyncGenerator<readonly ListRow[]> {
  for (let after: After | undefined; ; ) {
    const rows = await listOrders(db, scope, filter, { sort: 'received', after, limit: PAGE })
    const last = rows.at(-1)
    if (rows.length > 0) yield rows
    if (last === undefined || rows.length < PAGE) return
    after = { at: last.received_at, id: last.id }
  }
}

/** `2026-09-30 18:00`, which a spreadsheet reads as a time. */
const shown = (at: Instant | null): string => (at === null ? '' : isoOf(at).slice(0, 16).replace('T', ' '))

const cellsOf =
  ({ t, now }: Look, areas: ReadonlyMap<string, string>, units: ReadonlyMap<string, string>) =>
  (row: ListRow): Cells => ({
    no: row.no,
    received: shown(row.received_at),
    kind: t(`work-order:kind.${row.kind}`),
    category: t(`work-order:category.${row.category}`),
    urgent: t(`work-order:export.${row.urgent ? 'yes' : 'no_'}`),
    channel: t(`work-order:channel.${row.channel}`),
    area: areas.get(row.area) ?? row.area,
    step: t(`work-order:step.${row.step}`),
    round: row.state.round,
    lead: row.lead === null ? '' : (units.get(row.lead) ?? ''),
    due: shown(row.next_due_at),
    late: t(`work-order:export.${row.next_due_at !== null && row.next_due_at < now ? 'yes' : 'no_'}`),
    closed: shown(row.closed_at),
    source: row.source,
    title: row.confidential ? t('work-order:export.withheld') : row.title,
  })

const publicCells =
  ({ t }: Look, areas: ReadonlyMap<string, string>) =>
  (row: ListRow): Cells => ({
    no: row.no,
    received: shown(row.received_at).slice(0, 10),
    kind: t(`work-order:kind.${row.kind}`),
    category: t(`work-order:category.${row.category}`),
    urgent: t(`work-order:export.${row.urgent ? 'yes' : 'no_'}`),
    channel: t(`work-order:channel.${row.channel}`),
    area: areas.get(row.area) ?? row.area,
    step: t(`work-order:step.${row.step}`),
    closed: shown(row.closed_at).slice(0, 10),
    publicTitle: row.public_title,
    publicText: row.public_text,
  })

const named = (t: Translate, cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).map(([key, value]) => [t(`work-order:export.${key}`), value]))

const COLUMNS = [
  'no',
  'received',
  'kind',
  'category',
  'urgent',
  'channel',
  'area',
  'step',
  'round',
  'lead',
  'due',
  'late',
  'closed',
  'source',
  'title',
] as const
const PUBLIC_COLUMNS = [
  'no',
  'received',
  'kind',
  'category',
  'urgent',
  'channel',
  'area',
  'step',
  'closed',
  'publicTitle',
  'publicText',
] as const

/** Headings of both tables. Who asked, their phone, their words and the exact place are in neither. */
export const headings = (t: Translate, of: 'staff' | 'public'): readonly string[] =>
  (of === 'staff' ? COLUMNS : PUBLIC_COLUMNS).map(key => t(`work-order:export.${key}`))

/** The orders a filter finds, newest first, in pages of lines. */
export async function* linesOf(
  db: CityQueries,
  scope: Scope,
  filter: Filter,
  look: Look,
  of: 'staff' | 'public',
): AsyncGenerator<readonly Cells[]> {
  for await (const rows of pagesOf(db, scope, filter)) {
    const areas = await areaNames(db, [...new Set(rows.map(row => row.area as AreaPath))])
    const units = await organisationNames(db, [...new Set(rows.flatMap(row => row.lead ?? []))])
    const cells = of === 'staff' ? cellsOf(look, areas, units) : publicCells(look, areas)
    yield rows.map(row => named(look.t, cells(row)))
  }
}
