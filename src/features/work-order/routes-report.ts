import { z } from 'zod'
import type { AreaPath } from '../../kernel/area-code.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { PHOTOS_MAX } from '../../platform/files/receive.ts'
import { formErrors } from '../../platform/http/form-errors.ts'
import { type Context, form, page, type Route, type Upload } from '../../platform/http/types.ts'
import type { PlaceValue } from '../../platform/ui/parts/place.tsx'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { organisationFor } from '../directory/index.ts'
import { listIn, type Typed, text, ticked } from './forms.ts'
import { areaChosen, lastPlace, placeLists, unitsToChoose } from './place.ts'
import { access } from './policy.ts'
import { receiveReport } from './report.ts'
import { KINDS, type Kind } from './rules/kinds.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

const field = (most: number) => z.string().max(most).default('')

/** What the page asks. Everything but the text and the town may stay empty; what is wrong is said by `accept`. */
const reportBody = z.object({
  text: field(5000),
  town: field(20),
  community: field(20),
  grid: field(20),
  address: field(200),
  lng: field(20),
  lat: field(20),
  kind: field(20),
  name: field(40),
  phone: field(30),
  about: field(40),
  options: listIn,
})
type ReportBody = z.output<typeof reportBody>

/** Choice in the list of those a report can be about: the committee of the place itself. */
const COMMITTEE = 'committee'

const placeOf = (typed: Typed): PlaceValue =>
  Object.fromEntries(['town', 'community', 'grid', 'address', 'lng', 'lat'].map(name => [name, text(typed, name)]))

const reportPage = async (
  ctx: Context,
  typed: Typed,
  place: PlaceValue,
  why: readonly Refusal[] = [],
): Promise<View> => {
  const props = {
    typed: {
      text: text(typed, 'text'),
      kind: text(typed, 'kind'),
      name: text(typed, 'name'),
      phone: text(typed, 'phone'),
      about: text(typed, 'about'),
      options: ticked(typed, 'options'),
    },
    place,
    lists: await placeLists(ctx.db, place),
    units: await unitsToChoose(ctx.db),
    committee: COMMITTEE,
    photosMax: PHOTOS_MAX,
    signedIn: ctx.actor.kind === 'resident',
    errors: formErrors(ctx, why, { area: 'town', place: 'address' }),
  }
  return view('work-order.report', props, ctx.t('work-order:pages.report.title'))
}

/** What was pinned by the phone is said in words, so that whoever goes there can find it. */
const placeWords = (ctx: Context, { address, lng, lat }: ReportBody): string => {
  const pinned = /^\d{2,3}\.\d+$/.test(lng) && /^\d{1,2}\.\d+$/.test(lat)
  const pin = pinned ? ctx.t('work-order:pages.report.pin', { lng: lng.slice(0, 9), lat: lat.slice(0, 8) }) : ''
  return [address.trim(), pin]
    .filter(part => part !== '')
    .join(' ')
    .slice(0, 200)
}

const aboutOf = async (ctx: Context, { about }: ReportBody, area: string): Promise<string | undefined> => {
  if (about === '' || about !== COMMITTEE) return about === '' ? undefined : about
  const place = area.slice(0, 12) as AreaPath
  const found =
    (await organisationFor(ctx.db, place, 'residentsCommittee')) ??
    (await organisationFor(ctx.db, place, 'villagersCommittee'))
  return found?.id
}

const isKind = (kind: string): kind is Kind => (KINDS as readonly string[]).includes(kind)
const isUuid = (id: string | undefined): boolean => id === undefined || z.uuid().safeParse(id).success

/** A browser forgets chosen photos when a page comes again: the page names those to be chosen once more. */
const photosAgain = (why: readonly Refusal[], files: readonly Upload[]): readonly Refusal[] =>
  files.length === 0 || why.some(({ pointer }) => pointer?.endsWith('/photos'))
    ? why
    : [
        ...why,
        {
          tag: 'photos-again',
          values: {
            count: files.length,
            names: files
              .map(file => file.filename)
              .join('、')
              .slice(0, 200),
          },
          pointer: '/body/photos',
        },
      ]

const send = async (
  ctx: Context,
  body: ReportBody,
  files: readonly Upload[],
): Promise<Result<{ redirect: string }, readonly Refusal[]>> => {
  const area = areaChosen(body)
  const about = await aboutOf(ctx, body, area)
  if (!isUuid(about)) return refuse([{ tag: 'unit-unknown', pointer: '/body/about' }])
  const sent = await receiveReport(
    ctx,
    {
      text: body.text,
      area,
      place: placeWords(ctx, body),
      kind: isKind(body.kind) ? body.kind : undefined,
      anonymous: body.options.includes('anonymous'),
      confidential: body.options.includes('confidential'),
      name: body.name === '' ? undefined : body.name,
      phone: body.phone === '' ? undefined : body.phone,
      about,
    },
    files,
  )
  return sent.ok ? ok({ redirect: `/r/${sent.value.no}/${sent.value.track}` }) : refuse(photosAgain(sent.error, files))
}

export const reportRoutes: readonly Route[] = [
  page({
    id: 'work-order.report-page',
    path: '/report',
    access: access('report'),
    query: z.object({ area: field(20) }),
    load: async (ctx, { query }) => {
      const place =
        query.area.length >= 9
          ? { town: query.area.slice(0, 9), community: query.area.slice(0, 12), grid: query.area }
          : await lastPlace(ctx.db, ctx.actor.party)
      return ok(await reportPage(ctx, {}, place))
    },
  }),
  form({
    id: 'work-order.report-form',
    path: '/report',
    access: access('report'),
    body: reportBody,
    files: PHOTOS_MAX,
    submit: (ctx, { body, files }) => send(ctx, body, files),
    again: (ctx, { body }, why) => reportPage(ctx, body, placeOf(body), why),
  }),
  form({
    id: 'work-order.report-place-form',
    path: '/report/place',
    access: access('report'),
    body: reportBody,
    files: PHOTOS_MAX,
    // Without script this button brings the lists under what was chosen; nothing is sent yet.
    submit: async (_, { files }) => refuse(photosAgain([], files)),
    again: (ctx, { body }, why) => reportPage(ctx, body, placeOf(body), why).then(shown => ({ ...shown, status: 200 })),
  }),
]
