import { z } from 'zod'
import type { AreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { PHOTOS_MAX, preparePhotos } from '../../platform/files/receive.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route } from '../../platform/http/types.ts'
import type { Option } from '../../platform/ui/parts/field.tsx'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { areaFullName, gridsOf } from '../directory/index.ts'
import { accept, nextOrderNo } from './accept.ts'
import { filterIn } from './api.ts'
import { doVerb } from './deeds.ts'
import type { Typed } from './forms.ts'
import { access } from './policy.ts'
import { detailOf } from './reads.ts'
import { revealCaller, shownCaller } from './reveal.ts'
import { answerList, envOf, visibleOrder } from './routes-help.ts'
import { scopeOf } from './scope.ts'
import { shownItem, shownOrder } from './shown.ts'
import { NOTHING } from './store/lists.ts'
import type { VerbName } from './verbs.ts'
import type { FieldTried } from './views/field/order.tsx'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()
const ID = z.object({ id: z.uuid() })
const LIST = 'work-order.field-list'

const words = z.string().trim().max(2000).default('')

/** What a grid worker does on the spot: the fields of each form are the body of the verb. */
const DEEDS: readonly { readonly verb: VerbName; readonly fields: z.ZodObject; readonly photos?: true }[] = [
  { verb: 'contact', fields: z.object({ reached: z.enum(['true', 'false']), note: words }) },
  { verb: 'arrive', fields: z.object({ note: words }), photos: true },
  { verb: 'progress', fields: z.object({ note: words.pipe(z.string().min(2)) }) },
  { verb: 'submit', fields: z.object({ note: words }), photos: true },
  { verb: 'recuse', fields: z.object({ note: words.pipe(z.string().min(2)) }) },
]

const orderPage = async (
  ctx: Context,
  id: string,
  tried: FieldTried | null,
): Promise<Result<View, readonly Refusal[]>> => {
  const found = await visibleOrder(ctx, id)
  if (!found.ok) return found
  const detail = await detailOf(ctx.db, found.value, ctx.actor, 'staff', ctx.now)
  const order = await shownOrder(ctx, detail, 'staff')
  const { contactedAt, arrivedAt, onSite } = found.value.state
  const props = {
    order,
    tried,
    photos: detail.photos
      .filter(({ purpose }) => purpose === 'report')
      .map(photo => `/api/work-orders/${id}/photos/${photo.id}`),
    masked: detail.caller,
    caller: (await shownCaller(ctx.db, envOf(ctx), found.value)) ?? null,
    contacted: contactedAt !== null,
    arrived: arrivedAt !== null || !onSite,
    photosMax: PHOTOS_MAX,
  }
  return ok(view('work-order.field-order', props, order.title))
}

const typedText = (typed: Typed): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

const triedOf = (ctx: Context, verb: string, typed: Typed, why: readonly Refusal[]): FieldTried => ({
  verb,
  said: why.map(refusal => ctx.say(refusal)),
  errors: formErrors(ctx, why),
  typed: typedText(typed),
})

const again =
  (verb: string) =>
  async (
    ctx: Context,
    { params, body }: { readonly params: { readonly id: string }; readonly body: Typed },
    why: readonly Refusal[],
  ) => {
    const shown = await orderPage(ctx, params.id, triedOf(ctx, verb, body, why))
    return shown.ok ? shown.value : { redirect: '/field' }
  }

const deedRoute = ({ verb, fields, photos }: (typeof DEEDS)[number]): Route =>
  form({
    id: `work-order.field-${verb}`,
    path: `/field/:id/${verb}`,
    access: access(verb),
    params: ID,
    body: fields,
    ...(photos && { files: PHOTOS_MAX }),
    submit: async (ctx, { params, body, files }) => {
      const prepared = await preparePhotos(ctx, files)
      if (!prepared.ok) return prepared
      const done = await ctx.once(async tx => {
        const acted = await doVerb(tx, envOf(ctx), verb, params.id, { body, photos: prepared.value })
        return acted.ok ? ok({ id: acted.value.id }) : acted
      })
      return done.ok ? ok({ redirect: `/field/${params.id}` }) : done
    },
    again: again(verb),
  })

const caller = form({
  id: 'work-order.field-caller',
  path: '/field/:id/caller',
  access: access('seeCaller'),
  sensitive: true,
  params: ID,
  body: z.object({ reason: z.string().trim().max(200).default('') }),
  submit: async (ctx, { params, body }) => {
    if (body.reason.length < 2) return refuse([{ tag: 'reason-missing', pointer: '/body/reason' }])
    // The number is not kept with the key of the form: the page opens it anew.
    const done = await ctx.once(async tx => {
      const revealed = await revealCaller(tx, envOf(ctx), params.id, { reason: body.reason, purpose: 'contact' })
      return revealed.ok ? ok({ seen: true }) : revealed
    })
    return done.ok ? ok({ redirect: `/field/${params.id}` }) : done
  },
  again: again('caller'),
})

/** Where this worker looks after: the communities of their offices, each with its grids. */
const placesOf = async (ctx: Context): Promise<readonly Option[]> => {
  const areas = [...new Set(ctx.actor.offices.map(({ area }) => area).filter(area => area.length >= 12))] as AreaPath[]
  const all = await Promise.all(
    areas.map(async area => [
      { value: area, label: await areaFullName(ctx.db, area) },
      ...(area.length === 12
        ? (await gridsOf(ctx.db, area)).map(({ path, name }) => ({ value: path, label: name }))
        : []),
    ]),
  )
  return all.flat()
}

const newPage = async (ctx: Context, typed: Typed, why: readonly Refusal[] = []): Promise<View> => {
  const props = {
    places: await placesOf(ctx),
    typed: typedText(typed),
    errors: formErrors(ctx, why),
    photosMax: PHOTOS_MAX,
  }
  return view('work-order.field-new', props, ctx.t('work-order:field.new'))
}

const seen = form({
  id: 'work-order.field-report',
  path: '/field/new',
  access: access('reportForOther'),
  body: z.object({
    text: z.string().max(5000).default(''),
    area: z.string().max(20).default(''),
    place: z.string().max(200).default(''),
  }),
  files: PHOTOS_MAX,
  submit: async (ctx, { body, files }) => {
    const photos = await preparePhotos(ctx, files)
    if (!photos.ok) return photos
    const no = await nextOrderNo(ctx.system, ctx.now)
    const done = await ctx.once(async tx => {
      const report = {
        ...body,
        channel: 'grid',
        anonymous: true,
        confidential: false,
        requester: null,
        photos: photos.value,
      } as const
      const made = await accept(tx, envOf(ctx), report, no)
      return made.ok ? ok({ id: made.value.id }) : made
    })
    return done.ok ? ok({ redirect: `/field/${done.value.id}` }) : done
  },
  again: (ctx, { body }, why) => newPage(ctx, body, why),
})

export const fieldRoutes: readonly Route[] = [
  page({
    id: LIST,
    path: '/field',
    access: access('list'),
    query: z.object({ all: z.stringbool().default(false), cursor: z.string().max(500).optional() }),
    load: async (ctx, { query }) => {
      const scope = query.all ? scopeOf(ctx.actor) : { ...NOTHING, assignee: ctx.actor.party }
      const found = await answerList(ctx, LIST, scope, { ...filterIn.parse({}), open: true, cursor: query.cursor })
      if (!found.ok) return found
      const items = found.value.items.map(item => shownItem(ctx, item))
      return ok(
        view(
          'work-order.field-list',
          { items, all: query.all, next: found.value.next },
          ctx.t('work-order:field.title'),
        ),
      )
    },
  }),
  page({
    id: 'work-order.field-new',
    path: '/field/new',
    access: access('reportForOther'),
    load: async ctx => ok(await newPage(ctx, {})),
  }),
  seen,
  page({
    id: 'work-order.field-order',
    path: '/field/:id',
    access: access('list'),
    params: ID,
    load: (ctx, { params }) => orderPage(ctx, params.id, null),
  }),
  ...DEEDS.map(deedRoute),
  caller,
]
