import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { dateOf } from '../../kernel/time.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { LIMIT_DEFAULT } from '../../platform/http/paging.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { Tried } from '../../platform/ui/parts/objections.tsx'
import { procedureProps } from '../../platform/ui/procedure.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { townsOf } from '../directory/index.ts'
import { shownBasis } from '../law/index.ts'
import { act } from './commands.ts'
import { streamOf } from './journal.ts'
import { roundOf } from './look-at.ts'
import { pageOfElections } from './page-of-elections.ts'
import { NAMES, paramsOn } from './params.ts'
import { access } from './policy.ts'
import * as basis from './rules/basis.ts'
import { definitionOf } from './rules/definition.ts'
import type { Name } from './rules/params.ts'
import { BODIES } from './rules/state.ts'
import { shownElection, shownItems } from './shown.ts'
import { electionByNo } from './store/elections.ts'
import { proxiesOf } from './store/papers.ts'
import { rollOf } from './store/voters.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const LIST = 'committee-election.open-list'
const PATH = '/open/elections'
const NO = z.object({ no: z.string().max(40) })
const PAGE = 200

/** States as people tell them apart; each stands for some steps. */
const STATES = {
  preparing: 'announced,listed,standing',
  voting: 'polling,counted',
  done: 'posted,serving,handed',
  stopped: 'annulled,withdrawn',
} as const
const isState = (state: string): state is keyof typeof STATES => Object.hasOwn(STATES, state)

const maybe = (most: number) => z.string().max(most).default('')
const query = z.object({ town: maybe(20), state: maybe(20), cursor: z.string().max(500).optional() })
const pages = z.object({ after: z.coerce.number().int().min(0).max(1_000_000).default(0) })

/** Why the ballot is cast on paper only: what the act says, and what it does not provide for. */
const secretBasis = (ctx: Context, body: (typeof BODIES)[number]) =>
  [basis.of(body, basis.SECRET), basis.PAPER_ONLY].map(each => shownBasis(each, ctx.city.code))

const electionPage = async (
  ctx: Context,
  no: string,
  tried: Tried | null,
): Promise<Result<View, readonly Refusal[]>> => {
  const row = await electionByNo(ctx.db, no)
  if (row === undefined) return refuse([{ tag: 'not-found' }])
  const election = await shownElection(ctx, row)
  const { body, mode } = row.state
  const props = {
    election,
    tried,
    signedIn: ctx.actor.party !== null,
    objectable: election.step === 'listed' && dateOf(ctx.now) <= (election.objectionsUntil ?? ''),
    bundle: `/journal/export?stream=${encodeURIComponent(streamOf(row.id))}`,
    secret: secretBasis(ctx, body),
    basis: [basis.valid(body, mode), basis.of(body, basis.ELECTED), basis.of(body, basis.RUNOFF)].map(each =>
      shownBasis(each, ctx.city.code),
    ),
  }
  return ok(view('committee-election.election', props, `${election.areaName} ${definitionOf(body).zh}`))
}

/** The list of voters or of proxies as it is published: masked names by number. */
const published = (kind: 'voters' | 'proxies'): Route =>
  page({
    id: `committee-election.open-${kind}`,
    path: `${PATH}/:no/${kind}`,
    access: access('open-to-all'),
    params: NO,
    query: pages,
    load: async (ctx, { params, query: { after } }) => {
      const row = await electionByNo(ctx.db, params.no)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      const [item] = await shownItems(ctx.db, [row as never])
      if (item === undefined) throw new Error('one row makes one item')
      const on = kind === 'voters' ? row.state.listedOn : row.state.proxiesOn
      const found =
        on === null
          ? []
          : kind === 'voters'
            ? (await rollOf(ctx.db, row.id, after, PAGE + 1)).map(each => ({ ...each, agent: null }))
            : (await proxiesOf(ctx.db, row.id, roundOf(row), { after, limit: PAGE + 1 })).map(each => ({
                no: each.principal,
                name: each.from,
                casts: true,
                struck: false,
                agent: { no: each.agent, name: each.to },
              }))
      const rows = found.slice(0, PAGE)
      const next = found.length > PAGE ? (rows.at(-1)?.no ?? null) : null
      const props = { election: item, kind, on, rows, next, later: after > 0 }
      return ok(view('committee-election.names', props, ctx.t(`committee-election:pages.${kind}.title`)))
    },
  })

export const openRoutes: readonly Route[] = [
  page({
    id: LIST,
    path: PATH,
    shared: true,
    access: access('open-to-all'),
    query,
    load: async (ctx, { query: asked }) => {
      const found = await pageOfElections(ctx, LIST, {
        area: asked.town === '' ? undefined : asked.town,
        step: isState(asked.state) ? STATES[asked.state] : undefined,
        body: undefined,
        limit: LIMIT_DEFAULT,
        cursor: asked.cursor,
      })
      if (!found.ok) return found
      const { cursor, ...typed } = asked
      const towns = (await townsOf(ctx.db)).map(({ path, place }) => ({ value: path as string, label: place }))
      const props = { ...found.value, later: cursor !== undefined, typed, towns }
      return ok(view('committee-election.list', props, ctx.t('committee-election:pages.list.title')))
    },
  }),
  page({
    id: 'committee-election.election-page',
    path: `${PATH}/:no`,
    access: access('open-to-all'),
    params: NO,
    load: (ctx, { params }) => electionPage(ctx, params.no, null),
  }),
  published('voters'),
  published('proxies'),
  form({
    id: 'committee-election.object-form',
    path: `${PATH}/:no/object`,
    access: access('object'),
    params: NO,
    body: z.object({ note: z.string().trim().min(2).max(2000) }),
    submit: async (ctx, { params, body }) => {
      const row = await electionByNo(ctx.db, params.no)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      const done = await ctx.once(async tx => {
        const acted = await act(tx, ctx, row.id, 'object', { body, scans: [] })
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: `${PATH}/${params.no}#objections` }) : done
    },
    again: async (ctx, { params, body }, why) => {
      const shown = await electionPage(ctx, params.no, {
        said: why.map(refusal => ctx.say(refusal)),
        errors: formErrors(ctx, why),
        note: typeof body.note === 'string' ? body.note : '',
      })
      return shown.ok ? shown.value : { redirect: PATH }
    },
  }),
  page({
    id: 'committee-election.procedure-page',
    shared: true,
    path: '/open/procedures/committee-election',
    access: access('open-to-all'),
    query: z.object({ body: z.enum(BODIES).catch('residents').default('residents') }),
    load: async (ctx, { query: { body } }) => {
      const params = await paramsOn(ctx.db, dateOf(ctx.now), body)
      const definition = definitionOf(body)
      const basisOf = (each: Basis) => shownBasis(each, ctx.city.code)
      const spelled = (name: Name): string =>
        ctx.t(`committee-election:pages.procedure.value.${name}`, { count: params[name] })
      const numbers = NAMES.map(name => [name, spelled(name), params.basis[name]] as const)
      const props = {
        ...procedureProps(definition, 'committee-election', ctx.t, basisOf, numbers),
        body,
        secret: secretBasis(ctx, body),
      }
      return ok(view('committee-election.procedure', props, ctx.t('committee-election:pages.procedure.title')))
    },
  }),
]
