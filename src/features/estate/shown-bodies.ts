import { dateOf, plusDays } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import type { Context } from '../../platform/http/types.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { shownBasis } from '../law/index.ts'
import { policy, subjectOf, type Verb } from './policy.ts'
import { parkingCounts } from './register.ts'
import { bodyParamsOn } from './rule-values.ts'
import { duesOf } from './rules/committee.ts'
import { type Action, type Fact, FORMATION } from './rules/formation.ts'
import { decide } from './rules/formation-gates.ts'
import { squareMetres as m2 } from './rules/unit.ts'
import { named } from './shown.ts'
import { meetingsOf, membersOf, membersWithoutUnit, termsOf } from './store/committee.ts'
import { type EstateLine, estateById } from './store/estates.ts'
import { type FactRow, factOf, formationBasis, formationFacts, formationOf } from './store/formation.ts'
import { startOf } from './title-commands.ts'

/** The numbers of a step, as lines of words. */
const numbersOf = (fact: Fact, t: Translate): readonly string[] => {
  const say = (name: string, values: Readonly<Record<string, string | number>>): string =>
    t(`estate:numbers.${name}`, values)
  const { heads, areaDm2 } = fact.of
  switch (fact.action) {
    case 'apply':
      return [
        t(`estate:applicant.${fact.by}`),
        ...(fact.by === 'owners'
          ? [
              say('applicants', {
                heads: fact.applicants.heads,
                allHeads: heads,
                area: m2(fact.applicants.areaDm2),
                allArea: m2(areaDm2),
              }),
            ]
          : []),
        say('delivered', { area: m2(fact.of.deliveredDm2), allArea: m2(areaDm2) }),
      ]
    case 'formGroup':
      return [
        say('group', { members: fact.members, owners: fact.owners }),
        t(`estate:head.${fact.head}`),
        say('posted', { from: fact.postedOn, to: fact.postedUntil }),
      ]
    case 'announce':
      return [say('meeting', { on: fact.meetingOn }), t(`estate:form.${fact.form}`)]
    case 'found':
      return [
        say('turnout', {
          heads: fact.turnout.heads,
          allHeads: heads,
          area: m2(fact.turnout.areaDm2),
          allArea: m2(areaDm2),
        }),
        ...(['rules', 'covenant', 'committee'] as const).map(name =>
          say('agreed', {
            what: t(`estate:decides.${name}`),
            heads: fact[name].heads,
            ofHeads: fact.turnout.heads,
            area: m2(fact[name].areaDm2),
            ofArea: m2(fact.turnout.areaDm2),
          }),
        ),
      ]
    default:
      return []
  }
}

const shownFact = (row: FactRow, t: Translate) => {
  const fact = factOf(row)
  return {
    seq: row.seq,
    at: row.at,
    action: row.action,
    on: 'on' in fact ? fact.on : null,
    numbers: numbersOf(fact, t),
    verdict: fact.verdict,
    record: row.record,
    note: row.note,
    leaf: row.leaf.toString('hex'),
  }
}

/** What owners have formed in an estate, and what is due of it. All of it is public. */
export const shownBodies = async (ctx: Context, line: EstateLine) => {
  const { db, now, t } = ctx
  const today = dateOf(now)
  const params = await bodyParamsOn(db, today)
  const formation = await formationOf(db, line.id)
  const facts = await formationFacts(db, line.id)
  const [terms, members, meetings] = [
    await termsOf(db, line.id),
    await membersOf(db, line.id),
    await meetingsOf(db, line.id),
  ]
  const [last] = terms
  return {
    step: formation?.state.step ?? 'new',
    facts: facts.map(row => shownFact(row, t)),
    dues: duesOf(formation?.state, last, params, today).map(({ rule, ...due }) => ({
      ...due,
      basis: shownBasis(rule.basis, ctx.city.code),
    })),
    terms: terms.map(({ estate: _, ...term }) => ({ ...term, members: members.filter(each => each.term === term.id) })),
    meetings: meetings.map(({ term: _, ...meeting }) => meeting),
  }
}
export type ShownBodies = Awaited<ReturnType<typeof shownBodies>>

/** Whether an assembly can be formed as the register stands, with what is missing in the reader's words. */
const conditionsOf = async (ctx: Context, estate: string) => {
  const { db, now } = ctx
  const today = dateOf(now)
  const end = startOf(plusDays(today, 1))
  const of = await formationBasis(db, estate, end, (await parkingCounts(db, estate, end)) ?? false)
  const params = await bodyParamsOn(db, today)
  const ask = { action: 'apply', on: today, by: 'committee', applicants: { heads: 0, areaDm2: 0 } } as const
  const decided = decide(undefined, { ...ask, at: now, params, of }, 1)
  return { ...of, met: decided.ok, why: decided.ok ? [] : decided.error.map(refusal => ctx.say(refusal).detail) }
}

/** The same for the desk, with what can be done now, and members who own nothing any more. */
export const shownBodiesForStaff = async (ctx: Context, id: string) => {
  const line = await estateById(ctx.db, id, ctx.now)
  if (line === undefined) throw new Error('an estate has no line')
  const [estate] = await named(ctx.db, [line])
  const { step, facts, dues, terms, meetings } = await shownBodies(ctx, line)
  const strangers = new Set(await membersWithoutUnit(ctx.db, id, ctx.now))
  const assembles = may<Verb>(policy, 'assemble', ctx.actor, subjectOf(line))
  const actions = (Object.keys(FORMATION.actions) as Action[]).filter(
    action => assembles && (FORMATION.actions[action].from as readonly string[]).includes(step),
  )
  return {
    estate: estate ?? { ...line, areaName: line.area },
    may: assembles,
    conditions: await conditionsOf(ctx, id),
    formation: { step, actions, facts },
    dues,
    terms: terms.map(term => ({
      ...term,
      members: term.members.map(({ id: member, name, office, posts, to, endedBy }) => ({
        id: member,
        name,
        office,
        posts,
        to,
        endedBy,
        withoutUnit: strangers.has(member),
      })),
    })),
    meetings,
  }
}
