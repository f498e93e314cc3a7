import { ok, refuse } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { bytesSource } from '../../platform/tables/tables.ts'
import * as shape from './api.ts'
import { takeHousing } from './housing.ts'
import { ROWS_MAX } from './import.ts'
import { access } from './policy.ts'
import { saidFaults } from './routes-keep.ts'
import { ID, viewed } from './routes-read.ts'
import * as housing from './rules/housing-import.ts'
import { readTable } from './table-lines.ts'

const SHEET = { fields: housing.FIELDS, headings: housing.HEADINGS, needed: housing.NEEDED, most: ROWS_MAX }

/** Public housing sold to its tenants, from a table. */
export const housingRoute: Route = api({
  id: 'maintenance-fund.housing',
  method: 'POST',
  path: '/api/funds/:id/housing',
  summary: '登记已售公有住房（CSV、XLSX，一行一户），核定业主和售房单位的首期；dryRun 只看不写；有一处不对就都不写',
  access: access('keep'),
  params: ID,
  body: shape.housingIn,
  files: 1,
  answer: shape.housingOut,
  handler: async (ctx, { params, body, files }) => {
    const fund = await viewed(ctx, params.id, 'keep')
    if (!fund.ok) return fund
    const [file] = files
    if (file === undefined) return refuse([{ tag: 'file-empty', pointer: '/body/file' }])
    const lines = await readTable(bytesSource(file.filename, file.bytes), SHEET)
    if (!lines.ok) return lines
    return ctx.systemOnce(async tx => {
      const done = await takeHousing(tx, ctx, params.id, lines.value, { dryRun: body.dryRun })
      if (!done.ok) return done
      const { faults, ownerFen, sellerFen, ...rest } = done.value
      const said = saidFaults(ctx, housing.HEADINGS, faults)
      return ok({ ...rest, ownerFen: `${ownerFen}`, sellerFen: `${sellerFen}`, ...said })
    })
  },
})
