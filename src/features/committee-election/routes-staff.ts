import { z } from 'zod'
import { isWithin, parseAreaPath } from '../../kernel/area-code.ts'
import { kebab } from '../../kernel/kebab.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { may } from '../../platform/access/access.ts'
import { PHOTOS_MAX, preparePhotos } from '../../platform/files/receive.ts'
import { seenVersion } from '../../platform/http/etag.ts'
import { api, type Context, type Route } from '../../platform/http/types.ts'
import { communitiesOf, pathOfCity } from '../directory/index.ts'
import { announce, nextNo } from './announce.ts'
import { actedOut, electionOut, filterIn, itemsOut } from './api.ts'
import { type Acted, act } from './commands.ts'
import { pageOfElections } from './page-of-elections.ts'
import { access, policy, subjectOf, viewedAreas } from './policy.ts'
import { RESIDENTS_ELECTION } from './rules/definition.ts'
import { shownElection } from './shown.ts'
import { electionById } from './store/elections.ts'
import { announceIn, VERBS, type Verb, type VerbName } from './verbs.ts'

const ID = z.object({ id: z.uuid() })
const LIST = 'committee-election.list'
const PATH = '/api/elections'

const presentActed = ({ id, no, version, state, leaf }: Acted): z.infer<typeof actedOut> => ({
  id,
  no,
  version,
  step: state.step,
  leaf,
})

/** One route per verb of the table, each with its own body, so that the API page and the access matrix know them all. */
const verbRoute = (name: VerbName): Route => {
  const verb: Verb = VERBS[name]
  return api({
    id: `committee-election.${kebab(name)}`,
    method: 'POST',
    path: `${PATH}/:id/${kebab(name)}`,
    summary: `换届选举：${RESIDENTS_ELECTION.actions[name].zh}`,
    access: access(name),
    params: ID,
    body: verb.body,
    ...(verb.scans && { files: PHOTOS_MAX }),
    answer: actedOut,
    handler: async (ctx, { params, body, files, ifMatch }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      return ctx.once(async tx => {
        const input = { body, scans: scans.value, version: seenVersion(ifMatch) }
        const done = await act(tx, ctx, params.id, name, input)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  })
}

/** Communities and villages for which the reader may announce an election. */
const placesFor = async (ctx: Context) => {
  const clerks = ctx.actor.offices.filter(({ role }) => role === 'communityWorker').map(({ area }) => area)
  const all = await communitiesOf(ctx.db, pathOfCity(ctx.db.city))
  return all.filter(({ path }) =>
    clerks.some(area => {
      const over = parseAreaPath(area)
      return over.ok && isWithin(path, over.value)
    }),
  )
}

export const staffRoutes: readonly Route[] = [
  api({
    id: LIST,
    method: 'GET',
    path: PATH,
    summary: '换届选举列表（工作人员），最新公告在前',
    access: access('list'),
    query: filterIn,
    answer: itemsOut,
    handler: (ctx, { query }) => pageOfElections(ctx, LIST, query, viewedAreas(ctx.actor)),
  }),
  api({
    id: 'committee-election.places',
    method: 'GET',
    path: `${PATH}/places`,
    summary: '可以公告选举的社区和村',
    access: access('announce'),
    answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), body: z.string() })) }),
    refuses: [],
    handler: async ctx =>
      ok({
        items: (await placesFor(ctx)).map(({ path, name, kind }) => ({
          id: path as string,
          name,
          body: kind === 'village' ? 'villagers' : 'residents',
        })),
      }),
  }),
  api({
    id: 'committee-election.shown',
    method: 'GET',
    path: `${PATH}/:id`,
    summary: '一次换届选举：名单、候选人、各次投票的计票总数、申诉和经过',
    access: access('view'),
    params: ID,
    answer: electionOut,
    refuses: ['not-found', 'not-yours'],
    // Proxies come and go without a step of the election.
    version: ({ version, proxies }) => `${version}-${proxies}`,
    handler: async (ctx, { params }) => {
      const row = await electionById(ctx.db, params.id)
      if (row === undefined) return refuse([{ tag: 'not-found' }])
      return may(policy, 'view', ctx.actor, subjectOf(row.state))
        ? ok(await shownElection(ctx, row))
        : refuse([{ tag: 'not-yours', values: { action: 'view' } }])
    },
  }),
  api({
    id: 'committee-election.announce',
    method: 'POST',
    path: PATH,
    summary: '公告一次换届选举',
    access: access('announce'),
    body: announceIn,
    files: PHOTOS_MAX,
    status: 201,
    answer: actedOut,
    location: ({ no }) => `/open/elections/${no}`,
    handler: async (ctx, { body, files }) => {
      const scans = await preparePhotos(ctx, files)
      if (!scans.ok) return scans
      const no = await nextNo(ctx.system, ctx.now)
      return ctx.once(async tx => {
        const done = await announce(tx, ctx, { ...body, scans: scans.value }, no)
        return done.ok ? ok(presentActed(done.value)) : done
      })
    },
  }),
  ...(Object.keys(VERBS) as VerbName[]).map(verbRoute),
]
