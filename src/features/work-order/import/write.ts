import { saveClocksOfMany } from '../../../platform/clocks/store.ts'
import type { Vault } from '../../../platform/crypto/vault.ts'
import type { Tx } from '../../../platform/db/types.ts'
import { SYSTEM } from '../../../platform/identity/sessions.ts'
import { emit } from '../../../platform/jobs/emit.ts'
import { appendMany } from '../../../platform/journal/append.ts'
import { saveCaller } from '../accept.ts'
import { changed, ORDER_CHANGED } from '../events.ts'
import { entryOf } from '../journal.ts'
import { columnsOf, currentClocks, roundOf } from '../rules/project.ts'
import { insertFacts, insertHistory, insertRounds } from '../store/history.ts'
import { sealWords, type Words } from '../text.ts'
import type { Filing, Prepared } from './prepare.ts'

const plain = (words: Words): string => words.original ?? words.shown

const textsOf = ({ title, body, place, reply }: Prepared, seq: number): Readonly<Record<string, string>> => {
  if (seq === 1) return { title: plain(title), text: plain(body), place: plain(place) }
  return reply.shown === '' ? {} : { note: plain(reply) }
}

/** What has to be kept sealed, order by order; most have nothing. */
const sealed = (tx: Tx, vault: Vault, order: Prepared): void => {
  sealWords(tx, vault, order.id, 1, 'text', order.body)
  sealWords(tx, vault, order.id, 1, 'title', order.title)
  sealWords(tx, vault, order.id, 1, 'place', order.place)
  sealWords(tx, vault, order.id, 2, 'note', order.reply)
  saveCaller(tx, vault, order.id, { name: order.name }, order.phone, null)
}

/**
 * Writes prepared orders with their facts, journal entries, clocks, rounds and events: the same rows as one command
 * at a time would, in a few statements. Returns the ids of those that were new.
 */
export const write = async (
  tx: Tx,
  vault: Vault,
  filing: Filing,
  prepared: readonly Prepared[],
): Promise<ReadonlySet<string>> => {
  // Taken in the order of their ids, so that two imports of one file do not wait for each other in a circle.
  const sorted = prepared.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
  const rows = sorted.map(({ id, no, externalId, facts, state, clocks, trackHash, lexemes, ...words }) => ({
    order: {
      id,
      no,
      externalId,
      trackHash,
      lexemes,
      source: filing.source,
      place: words.place.shown,
      title: words.title.shown,
      body: words.body.shown,
    },
    facts: facts.length,
    columns: columnsOf(state, currentClocks(clocks, state)),
    state,
  }))
  const fresh = await insertHistory(tx, rows)
  const orders = sorted.filter(({ id }) => fresh.has(id))
  const pairs = orders.flatMap(order => order.facts.map(fact => ({ order, fact })))
  const leaves = await appendMany(
    tx,
    pairs.map(({ order, fact }) =>
      entryOf(order, fact, { actor: SYSTEM, office: null, texts: textsOf(order, fact.seq), enteredAt: filing.now }),
    ),
  )
  await insertFacts(
    tx,
    pairs.map(({ order, fact }, index) => ({
      order: order.id,
      fact,
      note: fact.action === 'record' ? order.reply.shown : '',
      seenBy: 'requester' as const,
      leaf: leaves[index] ?? '',
    })),
  )
  for (const order of orders) sealed(tx, vault, order)
  saveClocksOfMany(tx, 'work-order', filing.rules.calendar.version, orders)
  await insertRounds(
    tx,
    orders.map(({ id, state, clocks }) => ({ order: id, state, round: roundOf(state, clocks) })),
  )
  // One event each, of how it stands now: what came before did not happen here.
  await emit(
    tx,
    ...orders.map(({ id, no, state, facts }) => ({
      topic: ORDER_CHANGED,
      key: id,
      payload: changed({ id, no }, state, facts[1]),
      at: filing.now,
    })),
  )
  return fresh
}
