import { z } from 'zod'
import { redact } from '../../kernel/redact.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { instant, isoOf, type LocalDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/types.ts'
import { dayField } from '../../platform/http/fields.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { SEEN_MS } from '../../platform/personal/purposes.ts'
import { bytesSource } from '../../platform/tables/tables.ts'
import * as shape from './api.ts'
import { type Acted, addUnit, correctUnit, create, setParking } from './commands.ts'
import { importRegister, linesOf } from './import.ts'
import { access } from './policy.ts'
import { ID, UNIT, viewed } from './routes-register.ts'
import { HEADINGS } from './rules/import-words.ts'
import type { LineFault } from './rules/register-import.ts'
import { areaDm2Of, type UnitFields } from './rules/unit.ts'
import { SEE_FOR, type Seen, seeOwners } from './see-owners.ts'
import {
  correctTitle,
  enterTitle,
  handOverUnit,
  type Transfer,
  takeBackTitle,
  transferTitle,
} from './title-commands.ts'

const TITLE = z.object({ id: z.uuid(), unit: z.uuid(), title: z.uuid() })
/** The field has looked at it. */
const dayOf = (text: string): LocalDate => text as LocalDate

type Acting = Promise<Result<Acted, readonly Refusal[]>>

/**
 * The one transaction of a verb on the register, as the system: a clerk finds owners and verified persons by their
 * numbers, which no policy shows to a clerk. The verb asks the access table itself.
 */
const written = (ctx: Context, work: (tx: Tx) => Acting) =>
  ctx.systemOnce(async tx => {
    const done = await work(tx)
    return done.ok ? ok({ id: done.value.id, leaf: done.value.leaf }) : done
  })

const unitOf = (body: z.output<typeof shape.unitIn>): UnitFields => ({
  code: body.code,
  building: body.building,
  stairwell: body.stairwell === '' ? null : body.stairwell,
  kind: body.kind,
  areaDm2: areaDm2Of(body.area) ?? -1,
  areaSource: body.areaSource,
})

const transferOf = (body: z.output<typeof shape.transferIn>): Transfer => ({
  on: dayOf(body.on),
  owners: body.owners,
  basis: body.basis,
  paper: body.paper,
  handedOn: body.handedOn === undefined ? undefined : dayOf(body.handedOn),
})

const FAULTS_SHOWN = 200

/** A fault in words. What stood in a cell may be a number in the wrong column, so it is masked. */
const saidFault = (ctx: Context, { line, field, why, values = {} }: LineFault) => {
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value.slice(0, 30)).shown : value,
    ]),
  )
  return {
    line,
    column: HEADINGS[field][0] ?? field,
    why: ctx.t(`estate:import.faults.${why}.why`, shown),
    next: ctx.t(`estate:import.faults.${why}.next`, shown),
  }
}

const verbs: readonly Route[] = [
  api({
    id: 'estate.create',
    method: 'POST',
    path: '/api/estates',
    summary: '登记一个小区',
    access: access('keep'),
    body: shape.estateIn,
    status: 201,
    answer: shape.actedOut,
    location: ({ id }) => `/open/estates/${id}`,
    handler: (ctx, { body }) => written(ctx, tx => create(tx, ctx, body)),
  }),
  api({
    id: 'estate.parking',
    method: 'POST',
    path: '/api/estates/:id/parking',
    summary: '登记车位、储藏室是否计入投票权（按议事规则）',
    access: access('keep'),
    params: ID,
    body: shape.parkingIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => setParking(tx, ctx, params.id, { ...body, from: dayOf(body.from) })),
  }),
  api({
    id: 'estate.add-unit',
    method: 'POST',
    path: '/api/estates/:id/units',
    summary: '登记一个专有部分',
    access: access('keep'),
    params: ID,
    body: shape.unitIn,
    status: 201,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => addUnit(tx, ctx, params.id, unitOf(body))),
  }),
  api({
    id: 'estate.correct-unit',
    method: 'POST',
    path: '/api/estates/:id/units/:unit/correct',
    summary: '更正专有部分的房号、面积等',
    access: access('keep'),
    params: UNIT,
    body: shape.unitIn.extend({ note: shape.words }),
    answer: shape.actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => correctUnit(tx, ctx, params.id, params.unit, { ...unitOf(body), note: body.note })),
  }),
]

const at = (params: z.output<typeof UNIT>) => ({ estate: params.id, unit: params.unit })

const titles: readonly Route[] = [
  api({
    id: 'estate.enter-title',
    method: 'POST',
    path: '/api/estates/:id/units/:unit/enter',
    summary: '登记业主（原来没有登记业主的）',
    access: access('keep'),
    params: UNIT,
    body: shape.transferIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => enterTitle(tx, ctx, at(params), transferOf(body))),
  }),
  api({
    id: 'estate.transfer',
    method: 'POST',
    path: '/api/estates/:id/units/:unit/transfer',
    summary: '转移登记：买卖、继承、赠与等，换成新的业主',
    access: access('keep'),
    params: UNIT,
    body: shape.transferIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => transferTitle(tx, ctx, at(params), transferOf(body))),
  }),
  api({
    id: 'estate.hand-over',
    method: 'POST',
    path: '/api/estates/:id/units/:unit/hand-over',
    summary: '登记交付',
    access: access('keep'),
    params: UNIT,
    body: z.object({ on: dayField() }),
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => written(ctx, tx => handOverUnit(tx, ctx, at(params), dayOf(body.on))),
  }),
  api({
    id: 'estate.correct-title',
    method: 'POST',
    path: '/api/estates/:id/units/:unit/titles/:title/correct',
    summary: '更正一段产权的业主或日期；原来的登记留存',
    access: access('keep'),
    params: TITLE,
    body: shape.correctionIn,
    answer: shape.actedOut,
    handler: (ctx, { params, body }) => {
      const { on, owners, handedOn, note } = body
      const right = { on: dayOf(on), owners, note, handedOn: handedOn === undefined ? undefined : dayOf(handedOn) }
      return written(ctx, tx => correctTitle(tx, ctx, at(params), { ...right, title: params.title }))
    },
  }),
  api({
    id: 'estate.take-back',
    method: 'POST',
    path: '/api/estates/:id/units/:unit/titles/:title/take-back',
    summary: '撤销误登的转移；原来的登记留存',
    access: access('keep'),
    params: TITLE,
    body: z.object({ note: shape.words }),
    answer: shape.actedOut,
    handler: (ctx, { params, body }) =>
      written(ctx, tx => takeBackTitle(tx, ctx, at(params), { title: params.title, note: body.note })),
  }),
  api({
    id: 'estate.see',
    method: 'POST',
    path: '/api/estates/:id/units/:unit/see',
    summary: '查看业主姓名和证件号（写明理由，留有记录）',
    access: access('see'),
    params: UNIT,
    body: z.object({ reason: z.string().trim().min(2).max(200), purpose: z.enum(SEE_FOR) }),
    answer: shape.seenOut,
    refuses: ['not-found', 'not-yours', 'purpose-not-yours'],
    handler: async (ctx, { params, body }) => {
      let seen: Seen = { owners: [], paper: '' }
      // Kept with the key is only that it was looked at.
      const done = await ctx.once(async tx => {
        const shown = await seeOwners(tx, ctx, at(params), body)
        if (shown.ok) seen = shown.value
        return shown.ok ? ok({ looked: true }) : shown
      })
      return done.ok ? ok({ ...seen, owners: [...seen.owners], until: isoOf(instant(ctx.now + SEEN_MS)) }) : done
    },
  }),
]

/** What is written into the register from the console. */
export const keepRoutes: readonly Route[] = [
  ...verbs,
  ...titles,
  api({
    id: 'estate.import',
    method: 'POST',
    path: '/api/estates/:id/import',
    summary: '导入业主名册（CSV、XLSX，一行一户一位业主）；dryRun 只看不写；有一处不对就都不写',
    access: access('keep'),
    params: ID,
    body: z.object({ dryRun: z.union([z.boolean(), z.stringbool()]).default(true) }),
    files: 1,
    answer: shape.importOut,
    handler: async (ctx, { params, body, files }) => {
      const estate = await viewed(ctx, params.id, 'keep')
      if (!estate.ok) return estate
      const [file] = files
      if (file === undefined) return refuse([{ tag: 'file-empty', pointer: '/body/file' }])
      const lines = await linesOf(bytesSource(file.filename, file.bytes))
      if (!lines.ok) return lines
      return ctx.systemOnce(async tx => {
        const done = await importRegister(tx, ctx, params.id, lines.value, { dryRun: body.dryRun })
        if (!done.ok) return done
        const { faults, ...rest } = done.value
        const said = faults.slice(0, FAULTS_SHOWN).map(fault => saidFault(ctx, fault))
        return ok({ ...rest, faultCount: faults.length, faults: said })
      })
    },
  }),
]
