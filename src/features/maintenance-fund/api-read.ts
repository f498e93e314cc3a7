import { z } from 'zod'
import { listOf, paging } from '../../platform/http/paging.ts'
import { count, day, fenOut } from './api.ts'
import { PROPOSALS } from './store/proposals.ts'

/** What is read of funds over HTTP. */
const line = z.object({
  id: z.uuid(),
  name: z.string(),
  area: z.string(),
  areaName: z.string(),
  bank: z.string(),
  bankTail: z.string(),
  keeper: z.string(),
  openedOn: day,
})
export const linesOut = listOf(line)
export const listIn = z.object({ ...paging, name: z.string().max(60).optional() })

const entry = z.object({
  seq: count,
  at: count,
  action: z.string(),
  on: day,
  posting: z.string().nullable(),
  note: z.string(),
  units: count.nullable(),
  fen: z.string().nullable(),
  leaf: z.string(),
})
const building = z.object({
  buildings: z.array(z.string()).readonly(),
  units: count,
  paid: fenOut,
  earned: fenOut,
  used: fenOut,
  other: fenOut,
  balance: fenOut,
})

export const fundOut = line.extend({
  cashFen: fenOut,
  bondsFen: fenOut,
  poolFen: fenOut,
  suspenseFen: fenOut,
  balanceFen: fenOut,
  heldFen: fenOut,
  buildings: z.array(building).readonly(),
  low: count,
  lowPercent: count,
  reconciledTo: day.nullable(),
  reconcileDue: z.boolean(),
  waiting: count,
  proposals: count,
  entries: z.array(entry).readonly(),
  may: z.array(z.string()).readonly(),
})

export const unitsIn = z.object({ ...paging, code: z.string().max(40).optional(), low: z.stringbool().optional() })
export const unitsOut = listOf(
  z.object({
    unit: z.uuid(),
    code: z.string(),
    building: z.string(),
    areaDm2: count,
    firstFen: fenOut.nullable(),
    balanceFen: fenOut,
    heldFen: fenOut,
    sellerFen: fenOut.nullable(),
    seller: z.string().nullable().describe('公有住房的售房单位'),
    sellerLacksFen: fenOut.nullable().describe('售房单位首期还差'),
    sellerDueOn: day.nullable(),
    low: z.boolean(),
    goneOn: day.nullable(),
  }),
)

export const proposalsOut = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(PROPOSALS),
      fen: fenOut,
      data: z.record(z.string(), z.string()),
      note: z.string(),
      at: count,
      state: z.enum(['open', 'done', 'refused']),
      mine: z.boolean(),
    }),
  ),
})
export const bondsOut = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      fen: fenOut,
      boughtOn: day,
      maturesOn: day,
      decision: z.string(),
      redeemedOn: day.nullable(),
      interestFen: fenOut.nullable(),
    }),
  ),
})

export const lineOut = z.object({
  id: z.uuid(),
  day,
  fen: fenOut,
  reference: z.string(),
  words: z.string(),
})
export const linesOfBankOut = listOf(lineOut)

export const reconciliationOut = z.object({
  statements: z.array(
    z.object({
      id: z.uuid(),
      from: day,
      to: day,
      openingFen: fenOut,
      closingFen: fenOut,
      lines: count,
      leaf: z.string(),
    }),
  ),
  waiting: count,
  waitingFen: fenOut,
  unconfirmed: z.array(
    z.object({ posting: z.uuid(), business: z.string(), day, fen: fenOut, reference: z.string().nullable() }),
  ),
  /** As of the last statement: what the bank says, what the books say, and what is left when both queues are counted. */
  bankFen: fenOut.nullable(),
  booksFen: fenOut.nullable(),
  differenceFen: fenOut.nullable(),
})

export const auditOut = z.object({
  accounts: z.array(z.string()),
  uneven: z.boolean(),
  postings: z.array(z.string()),
  checked: count,
})

export const ownOut = z.object({
  items: z.array(
    z.object({
      unit: z.uuid(),
      estate: z.uuid(),
      fund: z.string(),
      code: z.string(),
      balanceFen: fenOut,
      heldFen: fenOut,
      firstFen: fenOut.nullable(),
      moves: z.array(z.object({ on: day, business: z.string(), fen: fenOut, use: z.string().nullable() })),
    }),
  ),
})
