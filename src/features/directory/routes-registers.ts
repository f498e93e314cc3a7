import { z } from 'zod'
import { ok } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { translator } from '../../platform/i18n/catalog.ts'
import * as shape from './api.ts'
import { addGrid, mergeGrids } from './grids.ts'
import { exportHotlines, importHotlines, saveHotline } from './hotlines.ts'
import { access } from './policy.ts'

export const registerRoutes: readonly Route[] = [
  api({
    id: 'directory.add-grid',
    method: 'POST',
    path: '/api/console/grids',
    summary: '在村(社区)下新增网格',
    access: access('editGrids'),
    body: shape.gridBody,
    answer: z.object({ path: z.string() }),
    status: 201,
    handler: ({ once, actor, now }, { body }) => once(tx => addGrid(tx, actor, body, now)),
  }),
  api({
    id: 'directory.merge-grids',
    method: 'POST',
    path: '/api/console/grids/merge',
    summary: '合并网格;被合并网格的编码不再使用',
    access: access('editGrids'),
    body: shape.mergeBody,
    answer: shape.done,
    handler: async ({ once, actor, now }, { body }) => {
      const merged = await once(tx => mergeGrids(tx, actor, body, now))
      return merged.ok ? ok({ done: true as const }) : merged
    },
  }),
  api({
    id: 'directory.save-hotline',
    method: 'PUT',
    path: '/api/console/hotlines/:id',
    summary: '修改热线登记',
    access: access('editHotlines'),
    params: shape.idParams,
    body: shape.hotlineBody,
    answer: z.object({ version: z.number().int() }),
    version: answer => answer.version,
    handler: ({ once, actor, now }, { params, body, ifMatch }) =>
      once(tx => saveHotline(tx, actor, { id: params.id, ifMatch, entry: body }, now)),
  }),
  api({
    id: 'directory.import-hotlines',
    method: 'POST',
    path: '/api/console/hotlines/import',
    summary: '从 CSV 导入热线(号码、名称、所属单位、归并到、起始日期)',
    access: access('editHotlines'),
    answer: shape.imported,
    files: 1,
    handler: async ({ once, actor, now, locale }, { files }) => {
      const bytes = files[0]?.bytes ?? Buffer.alloc(0)
      const result = await once(tx => importHotlines(tx, actor, bytes, now, translator(locale)))
      if (!result.ok) return result
      const { lines, taken, receipt } = result.value
      return ok({ lines, taken, refused: lines - taken, receipt: receipt ?? null })
    },
  }),
  api({
    id: 'directory.export-hotlines',
    method: 'GET',
    path: '/api/console/hotlines.csv',
    summary: '导出热线登记',
    access: access('seeHotlines'),
    answer: z.string(),
    produces: 'text/csv',
    refuses: [],
    handler: async ({ db }) =>
      ok({
        raw: true as const,
        type: 'text/csv; charset=utf-8',
        body: await exportHotlines(db),
        headers: { 'content-disposition': 'attachment; filename="hotlines.csv"' },
      }),
  }),
]
