import { type Instant, isoOf } from '../../kernel/time.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { revealContact } from '../../platform/identity/parties.ts'
import { sessionsOf } from '../../platform/identity/sessions.ts'
import { partiesOfPerson } from '../../platform/oidc/merges.ts'
import type { PdfLine } from '../../platform/pdf/pdf-worker.ts'
import { consentsOf } from '../../platform/personal/consent.ts'
import type { OwnOf, OwnRecord } from '../../platform/personal/own.ts'
import { leaveOfMachine } from '../../platform/personal/purposes.ts'
import { ownedBy } from '../estate/index.ts'
import { type OwnOrder, ownOrders, requestedBy } from '../work-order/index.ts'
import { looksOf } from './store/looks.ts'

/** Everything that is kept about a person, as they may take it away. */
export type OwnData = {
  readonly format: 'linli-own-data/1'
  readonly city: string
  readonly at: string
  readonly name: string
  readonly phone: string
  readonly orders: readonly OwnOrder[]
  /** What is entered in the person's name in the registers of estates; areas in 0.01 m². */
  readonly property: readonly { readonly estate: string; readonly unit: string; readonly areaDm2: number }[]
  /** What the other slices keep, by slice and part: `volunteering.services`; parts without anything are left out. */
  readonly parts: Readonly<Record<string, readonly OwnRecord[]>>
  readonly consents: readonly {
    readonly topic: string
    readonly version: string
    readonly given: string
    readonly withdrawn: string | null
  }[]
  readonly sessions: readonly { readonly since: string; readonly seen: string; readonly agent: string }[]
  /** Who looked at the person's data: when, for what, with which reason; by role, not by name. */
  readonly looks: readonly { readonly at: string; readonly purpose: string; readonly reason: string }[]
}

const partsOf = async (
  db: CityQueries,
  vault: Vault,
  party: string,
  now: Instant,
  own: readonly OwnOf[],
): Promise<OwnData['parts']> => {
  const asked = { parties: await partiesOfPerson(db, [party]), vault, leave: leaveOfMachine('export'), now }
  const made: [string, readonly OwnRecord[]][] = []
  for (const { slice, part } of own) {
    const records = await part.read(db, asked)
    if (records.length > 0) made.push([`${slice}.${part.id}`, records])
  }
  return Object.fromEntries(made)
}

/** @param own what the slices keep of a person, see `ownOf` */
export const ownDataOf = async (
  db: CityQueries,
  vault: Vault,
  party: string,
  now: Instant,
  own: readonly OwnOf[],
): Promise<OwnData> => {
  const leave = leaveOfMachine('export')
  const contact = await revealContact(db, vault, party, leave)
  const owned = await ownedBy(db, party, now)
  const homes = owned.flatMap(({ estate, units }) => units.map(unit => ({ ...unit, estate: estate.name })))
  const [orders, consents, sessions, looks] = await Promise.all([
    ownOrders(db, vault, leave, party),
    consentsOf(db, party),
    sessionsOf(db, party, now),
    requestedBy(db, party).then(mine =>
      looksOf(db, [
        `party/${party}`,
        ...mine.map(({ id }) => `work-order/${id}`),
        ...homes.map(({ id }) => `estate-unit/${id}`),
      ]),
    ),
  ])
  return {
    format: 'linli-own-data/1',
    city: db.city.code,
    at: isoOf(now),
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    orders,
    parts: await partsOf(db, vault, party, now, own),
    property: homes.map(({ estate, code, areaDm2 }) => ({ estate, unit: code, areaDm2 })),
    consents: consents.map(({ topic, version, givenAt, withdrawnAt }) => ({
      topic,
      version,
      given: isoOf(givenAt),
      withdrawn: withdrawnAt === null ? null : isoOf(withdrawnAt),
    })),
    sessions: sessions.map(({ createdAt, seenAt, agent }) => ({ since: isoOf(createdAt), seen: isoOf(seenAt), agent })),
    looks: looks.map(({ at, purpose, reason }) => ({ at: isoOf(at), purpose, reason })),
  }
}

const line = (text: string, size = 10.5): PdfLine => ({ size, text })
const minute = (iso: string): string => iso.slice(0, 16).replace('T', ' ')

const linesOf = (data: OwnData, own: readonly OwnOf[], say: Translate): readonly PdfLine[] =>
  own.flatMap(({ slice, part }) => {
    const records = data.parts[`${slice}.${part.id}`] ?? []
    if (records.length === 0) return []
    return [
      line(''),
      line(`${say(`${slice}:own.${part.id}`)} (${records.length})`, 14),
      ...records.map(record => line(part.line(record, say).replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*/, '$1 $2'))),
    ]
  })

/** The same on paper, for people. @param say looks up messages; without a slice's name, those of this one */
export const paperOf = (data: OwnData, own: readonly OwnOf[], say: Translate): readonly PdfLine[] => [
  line(say('paper.title'), 18),
  line(`${say('paper.at')} ${minute(data.at)}`),
  line(''),
  line(`${say('paper.name')} ${data.name}`),
  line(`${say('paper.phone')} ${data.phone}`),
  line(''),
  line(`${say('paper.orders')} (${data.orders.length})`, 14),
  ...data.orders.flatMap(order => [
    line(''),
    line(`${order.no}  ${minute(order.receivedAt)}`, 11.5),
    line(order.title),
    line(order.text),
    line(order.place),
    ...order.events.map(({ at, action, note }) =>
      line(`${minute(at)}  ${say(`work-order:action.${action}`)}  ${note}`, 9.5),
    ),
  ]),
  line(''),
  line(`${say('paper.property')} (${data.property.length})`, 14),
  ...data.property.map(({ estate, unit }) => line(`${estate}  ${unit}`)),
  ...linesOf(data, own, say),
  line(''),
  line(`${say('paper.consents')} (${data.consents.length})`, 14),
  ...data.consents.map(({ topic, version, given, withdrawn }) =>
    line(`${say(`topic.${topic}`)}  ${version}  ${minute(given)} – ${withdrawn === null ? '' : minute(withdrawn)}`),
  ),
  line(''),
  line(`${say('paper.sessions')} (${data.sessions.length})`, 14),
  ...data.sessions.map(({ since, agent }) => line(`${minute(since)}  ${agent}`)),
  line(''),
  line(`${say('paper.looks')} (${data.looks.length})`, 14),
  ...data.looks.map(({ at, purpose, reason }) => line(`${minute(at)}  ${say(`purpose.${purpose}`)}  ${reason}`)),
]
