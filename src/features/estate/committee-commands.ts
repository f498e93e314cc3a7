import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type LocalDate, plusDays } from '../../kernel/time.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Tx } from '../../platform/db/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { type Acted, type Done, taken } from './commands.ts'
import { nameOfOwner, sameName } from './owners.ts'
import { type Env, record } from './record.ts'
import { bodyParamsOn } from './rule-values.ts'
import {
  type CommitteeMeeting,
  type EndReason,
  meetingRefusals,
  meetingVerdict,
  type Office,
  type Post,
  termRefusals,
} from './rules/committee.ts'
import { titleAt } from './rules/title.ts'
import { codeOf } from './rules/unit.ts'
import {
  insertMeeting,
  insertTerm,
  membersOf,
  setFiled,
  setMemberEnd,
  setPosted,
  type TermRow,
  termsOf,
} from './store/committee.ts'
import type { EstateRow } from './store/estates.ts'
import { formationOf } from './store/formation.ts'
import { ownerRows } from './store/owners.ts'
import { titlesOf } from './store/titles.ts'
import { unitByCode } from './store/units.ts'
import { startOf } from './title-commands.ts'

export type TypedMember = {
  readonly name: string
  readonly office: Office
  /** Code of a unit the member owns. */
  readonly unit: string
  readonly posts: readonly Post[]
}

export type TypedTerm = {
  readonly electedOn: LocalDate
  readonly from: LocalDate
  readonly to: LocalDate
  readonly record: string
  readonly members: readonly TypedMember[]
}

/** The unit and the owner of that name in it on the day of the election; undefined when there is none. */
const ownerAt = async (tx: Tx, env: Env, estate: EstateRow, member: TypedMember, on: LocalDate) => {
  const unit = await unitByCode(tx, estate.id, codeOf(member.unit))
  const title = unit === undefined ? undefined : titleAt(await titlesOf(tx, unit), startOf(plusDays(on, 1)))
  const owners = await ownerRows(tx, title?.holders.map(({ owner }) => owner) ?? [])
  const owner = owners.find(row => sameName(nameOfOwner(env.vault, row), member.name))
  return unit === undefined || owner === undefined ? undefined : { unit, owner: owner.id }
}

/**
 * Enters a term of the committee with its members, each of whom owns a unit of the estate.
 * @returns or `not-found`, `not-yours`; all of `public-text-personal` and what `termRefusals` names
 */
export const electTerm = async (tx: Tx, env: Env, id: string, typed: TypedTerm): Done<Acted> => {
  const estate = await taken(tx, env, id, 'assemble')
  if (!estate.ok) return estate
  const formation = await formationOf(tx, id)
  const [last] = await termsOf(tx, id)
  const found: Awaited<ReturnType<typeof ownerAt>>[] = []
  for (const member of typed.members) found.push(await ownerAt(tx, env, estate.value, member, typed.electedOn))
  const term = {
    ...typed,
    members: typed.members.map((member, index) => ({ ...member, owns: found[index] !== undefined })),
  }
  const around = {
    assemblyOn: formation?.state.foundedOn ?? null,
    lastTo: last?.to ?? null,
    params: await bodyParamsOn(tx, typed.electedOn),
    now: env.now,
  }
  const why = [...heldBack({ record: typed.record }), ...termRefusals(term, around)]
  if (why.length > 0) return refuse(why)
  const { electedOn, from, to, record: paper } = typed
  const row = { id: uuidv7(env.now), estate: id, place: (last?.place ?? 0) + 1, electedOn, from, to, record: paper }
  const members = typed.members.map(({ name, office, posts }, index) => ({
    id: uuidv7(env.now),
    name: name.trim(),
    office,
    posts: [...new Set(posts)],
    unit: found[index]?.unit ?? '',
    owner: found[index]?.owner ?? '',
  }))
  await insertTerm(tx, row, members, estate.value.area, env.now)
  const data = { place: row.place, electedOn, from, to, record: paper, seats: members.length }
  const personal = { members: members.map(({ name, office }) => ({ name, office })) }
  const { leaf } = await record(tx, env, estate.value, { action: 'electTerm', under: 'assemble', data, personal })
  return ok({ id: row.id, leaf })
}

/** A term of this estate. */
const termOf = async (tx: Tx, estate: string, term: string): Promise<TermRow | undefined> =>
  (await termsOf(tx, estate)).find(({ id }) => id === term)

/** The committee is put on file with the town. @returns or `not-found`, `not-yours`; `in-future`, `before-election`, `filed-already` */
export const fileTerm = async (
  tx: Tx,
  env: Env,
  id: string,
  term: string,
  { on, record: paper }: { readonly on: LocalDate; readonly record: string },
): Done<Acted> => {
  const estate = await taken(tx, env, id, 'assemble')
  if (!estate.ok) return estate
  const row = await termOf(tx, id, term)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  const why = [
    ...heldBack({ record: paper }),
    ...(on > dateOf(env.now) ? [{ tag: 'in-future', values: { day: on }, pointer: '/body/on' }] : []),
    ...(on < row.electedOn
      ? [{ tag: 'before-election', values: { on, electedOn: row.electedOn }, pointer: '/body/on' }]
      : []),
  ]
  if (why.length > 0) return refuse(why)
  if (!(await setFiled(tx, term, on, paper)))
    return refuse([{ tag: 'filed-already', values: { on: row.filedOn ?? '' } }])
  const params = await bodyParamsOn(tx, row.electedOn)
  const due = plusDays(row.electedOn, params.filingDays.value)
  const data = { place: row.place, on, due, late: on > due, record: paper }
  const { leaf } = await record(tx, env, estate.value, { action: 'fileTerm', under: 'assemble', data })
  return ok({ id: term, leaf })
}

/** A membership ends. @returns or `not-found`, `not-yours`; `in-future`, `member-ended` */
export const endMember = async (
  tx: Tx,
  env: Env,
  id: string,
  member: string,
  { on, why }: { readonly on: LocalDate; readonly why: EndReason },
): Done<Acted> => {
  const estate = await taken(tx, env, id, 'assemble')
  if (!estate.ok) return estate
  const row = (await membersOf(tx, id)).find(each => each.id === member)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  if (on > dateOf(env.now)) return refuse([{ tag: 'in-future', values: { day: on }, pointer: '/body/on' }])
  if (!(await setMemberEnd(tx, member, on, why))) return refuse([{ tag: 'member-ended', pointer: '/body/on' }])
  const deed = {
    action: 'endMember',
    under: 'assemble',
    data: { on, why, office: row.office },
    personal: { member },
  } as const
  const { leaf } = await record(tx, env, estate.value, deed)
  return ok({ id: member, leaf })
}

export type TypedMeeting = Omit<CommitteeMeeting, 'members'> & {
  readonly matter: string
  readonly decision: string
  readonly record: string
}

/**
 * Writes a meeting of the committee down; what came of it is counted, not typed.
 * @returns or `not-found`, `not-yours`; `no-term`; all of `public-text-personal` and what `meetingRefusals` names
 */
export const addMeeting = async (tx: Tx, env: Env, id: string, typed: TypedMeeting): Done<Acted> => {
  const estate = await taken(tx, env, id, 'assemble')
  if (!estate.ok) return estate
  const terms = await termsOf(tx, id)
  const term = terms.find(({ from, to }) => from <= typed.on && typed.on <= to) ?? terms[0]
  if (term === undefined) return refuse([{ tag: 'no-term' }])
  const members = (await membersOf(tx, id)).filter(
    each => each.term === term.id && each.from <= typed.on && (each.to === null || each.to > typed.on),
  ).length
  const meeting = { ...typed, members }
  const { matter, decision, record: paper } = typed
  const params = await bodyParamsOn(tx, typed.on)
  const why = [...heldBack({ matter, decision, record: paper }), ...meetingRefusals(meeting, term, params, env.now)]
  if (why.length > 0) return refuse(why)
  const verdict = meetingVerdict(meeting)
  const row = { ...meeting, id: uuidv7(env.now), term: term.id, verdict }
  await insertMeeting(tx, id, row, env.now)
  const { on, noticedOn, present, agree } = typed
  const data = { on, noticedOn, members, present, agree, verdict, matter, decision, record: paper }
  const { leaf } = await record(tx, env, estate.value, { action: 'addMeeting', under: 'assemble', data })
  return ok({ id: row.id, leaf })
}

/** A decision of the committee was put on the board. @returns or `not-found`, `not-yours`; `in-future`, `meeting-posted` */
export const postMeeting = async (tx: Tx, env: Env, id: string, meeting: string, on: LocalDate): Done<Acted> => {
  const estate = await taken(tx, env, id, 'assemble')
  if (!estate.ok) return estate
  if (on > dateOf(env.now)) return refuse([{ tag: 'in-future', values: { day: on }, pointer: '/body/on' }])
  if (!(await setPosted(tx, id, meeting, on))) return refuse([{ tag: 'meeting-posted', pointer: '/body/on' }])
  const deed = { action: 'postMeeting', under: 'assemble', data: { on, meeting } } as const
  const { leaf } = await record(tx, env, estate.value, deed)
  return ok({ id: meeting, leaf })
}
