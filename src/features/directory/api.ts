import { z } from 'zod'
import { codeOf } from '../../kernel/area-code.ts'
import { localDay } from '../../platform/http/fields.ts'
import { listOf, paging } from '../../platform/http/paging.ts'
import { APPOINTED, ROLES } from './roles.ts'
import { ORGANISATION_KINDS } from './rules/organisation-kinds.ts'
import { SEE_FOR } from './see-person.ts'
import type { Area, PickerOption } from './store/areas.ts'
import type { Hotline } from './store/hotlines.ts'
import type { OfficeLine } from './store/offices.ts'
import type { Organisation } from './store/organisations.ts'

export const day = localDay()
const text = (most: number) => z.string().trim().min(1).max(most)

export const idParams = z.object({ id: z.uuid() })
export const parentQuery = z.object({ parent: z.string().max(15).optional().describe('上级区划代码;不填为本市') })
export const searchQuery = z.object({
  q: z.string().max(60),
  limit: z.coerce.number().int().min(1).max(50).default(10),
})

const areaFields = {
  path: z.string().describe('代码的有效位,上级是其前缀'),
  code: z.string().describe('12 位区划代码'),
  label: z.string(),
  level: z.string(),
  kind: z.enum(['urban', 'village']).nullable(),
}
const areaLine = z.object({ ...areaFields, demo: z.boolean().describe('演示数据') })

export const areaList = z.object({
  parent: z.object({ path: z.string(), name: z.string() }),
  items: z.array(areaLine),
})
export const areaHits = z.object({
  items: z.array(z.object({ ...areaFields, name: z.string().describe('带上级的全称') })),
})

export const presentOption = ({ path, label, level, kind, demo }: PickerOption): z.input<typeof areaLine> => ({
  path,
  code: codeOf(path),
  label,
  level,
  kind,
  demo,
})

export const presentHit = (area: Area, name: string): z.input<typeof areaHits>['items'][number] => ({
  path: area.path,
  code: area.code,
  label: area.place,
  level: area.level,
  kind: area.kind,
  name,
})

export const hotline = z.object({
  id: z.string(),
  position: z.number().int(),
  number: z.string().nullable().describe('空:来源未提供'),
  name: z.string().nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  ownerSlot: z.number().int().nullable().describe('来源只给出单位个数时的序号'),
  redirectedTo: z.string(),
  since: z.string().nullable(),
  origin: z.enum(['template', 'entered', 'import']),
  version: z.number().int(),
})
export const hotlineList = listOf(hotline)
export const hotlineQuery = z.object(paging)
export const hotlineBody = z.object({
  number: z
    .string()
    .trim()
    .regex(/^[0-9-]{3,20}$/),
  name: text(60),
  owner: z.uuid().nullable().default(null),
  redirectedTo: z
    .string()
    .trim()
    .regex(/^[0-9-]{3,20}$/)
    .default('12345'),
  since: day.nullable().default(null),
})
export const presentHotline = (row: Hotline): z.input<typeof hotline> => ({ ...row })

const organisation = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  kindName: z.string(),
  area: z.string(),
  areaName: z.string(),
  uscc: z.string().nullable(),
  parent: z.string().nullable(),
  from: z.string(),
  to: z.string().nullable(),
})
export const organisationList = listOf(organisation)
const kinds = Object.keys(ORGANISATION_KINDS) as [keyof typeof ORGANISATION_KINDS]
export const organisationQuery = z.object({
  ...paging,
  area: z.string().max(15).optional(),
  kind: z.enum(kinds).optional(),
  name: z.string().trim().max(60).optional(),
})
export const organisationBody = z.object({
  name: text(60),
  kind: z.string().max(40),
  area: z.string().max(15),
  uscc: z.string().max(40).optional(),
  parent: z.uuid().optional(),
  from: day.optional(),
})
export const lastDayBody = z.object({ lastDay: day })

export const presentOrganisation = (row: Organisation, areaName: string): z.input<typeof organisation> => ({
  ...row,
  kindName: ORGANISATION_KINDS[row.kind]?.zh ?? row.kind,
  areaName,
})

const office = z.object({
  id: z.string(),
  party: z.string(),
  name: z.string().describe('打码'),
  phone: z.string().describe('打码'),
  organisation: z.string(),
  organisationName: z.string(),
  role: z.string(),
  roleName: z.string(),
  area: z.string(),
  areaName: z.string(),
  from: z.string(),
  to: z.string().nullable(),
})
export const officeList = listOf(office)
const roles = [...APPOINTED] as [(typeof APPOINTED)[number]]
export const officeQuery = z.object({
  ...paging,
  area: z.string().max(15).optional(),
  role: z.enum(roles).optional(),
  organisation: z.uuid().optional(),
  ended: z.stringbool().default(false),
})
/** Who is looked for goes in the body: a name or a number has no place in an address. */
export const personSearch = z.object({
  person: z.string().trim().min(1).max(40).describe('姓名(按姓氏比对)或完整手机号'),
})
export const seeBody = z.object({
  reason: z.string().trim().min(2).max(200),
  purpose: z.enum(SEE_FOR).default('staffing'),
})
export const personSeen = z.object({
  name: z.string(),
  phone: z.string(),
  until: z.string().describe('到此时为止可以显示'),
})
export const officeBody = z.object({
  person: z.union([z.object({ party: z.uuid() }), z.object({ name: text(40), phone: z.string().max(40) })]),
  organisation: z.uuid(),
  role: z.string().max(40),
  area: z.string().max(15).optional(),
  from: day.optional(),
  to: day.optional(),
})
export const officeMade = z.object({ office: z.string(), party: z.string() })

export const presentOffice = (row: OfficeLine, areaName: string): z.input<typeof office> => ({
  id: row.id,
  party: row.party,
  name: row.nameMasked,
  phone: row.phoneMasked,
  organisation: row.organisation,
  organisationName: row.organisationName,
  role: row.role,
  roleName: ROLES[row.role]?.zh ?? row.role,
  area: row.area,
  areaName,
  from: row.from,
  to: row.to,
})

export const gridBody = z.object({
  community: z.string().max(15),
  name: text(30).optional(),
  households: z.number().int().min(0).max(100_000).optional(),
})
export const mergeBody = z.object({ grids: z.array(z.string().max(15)).min(1).max(50), into: z.string().max(15) })

export const roleList = z.object({
  items: z.array(z.object({ id: z.string(), zh: z.string(), sees: z.string(), over: z.string() })),
})
export const cityList = z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) })
export const imported = z.object({
  lines: z.number().int(),
  taken: z.number().int(),
  refused: z.number().int(),
  receipt: z.string().nullable().describe('未收下的行加“原因”列的 CSV;改好后可直接再次上传'),
})
export const done = z.object({ done: z.literal(true) })
