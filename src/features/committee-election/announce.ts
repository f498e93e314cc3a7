import { parseAreaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { dateOf, type Instant, type LocalDate } from '../../kernel/time.ts'
import { may } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import { readableNumber } from '../../platform/db/numbers.ts'
import type { CityDb, Tx } from '../../platform/db/types.ts'
import type { PreparedPhoto } from '../../platform/files/types.ts'
import { heldBack } from '../../platform/personal/publication.ts'
import { areaAt } from '../directory/index.ts'
import { lawOf } from './commands.ts'
import { paramsOn } from './params.ts'
import { policy, subjectOf } from './policy.ts'
import { NOTHING } from './rules/ask.ts'
import { decide } from './rules/decide.ts'
import { evolve } from './rules/evolve.ts'
import type { Body } from './rules/state.ts'
import { insertElection } from './store/elections.ts'
import { addOfficials } from './store/papers.ts'
import type { AnnounceIn } from './verbs.ts'
import { byOf, type Done, type Env, judged, record } from './write.ts'

/** A number for the next election, taken before its transaction: it may leave a gap, and nobody waits for it. */
export const nextNo = async (db: CityDb, now: Instant): Promise<string> => {
  const day = dateOf(now)
  const number = await readableNumber(db, 'committee-election', day)
  return `${db.city.code}-E${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}`
}

const bodyAt = async (tx: Tx, area: string): Promise<{ readonly path: string; readonly body: Body } | undefined> => {
  const path = parseAreaPath(area)
  const found = path.ok ? await areaAt(tx, path.value) : undefined
  if (!path.ok || found === undefined) return undefined
  if (found.kind === 'village') return { path: path.value, body: 'villagers' }
  return found.kind === 'urban' ? { path: path.value, body: 'residents' } : undefined
}

const namesIn = (text: string): readonly string[] =>
  text
    .split(/[\r\n、，,;；]+/)
    .map(name => name.normalize('NFC').trim())
    .filter(name => name !== '')

type Announcement = AnnounceIn & { readonly scans: readonly PreparedPhoto[] }

/**
 * Opens an election of the committee of a community or village: its row, its election committee, its first fact and its
 * journal entry. Which committee it is, the place says.
 * @param no a number from `nextNo`
 */
export const announce = async (tx: Tx, env: Env, given: Announcement, no: string): Done => {
  const place = await bodyAt(tx, given.area)
  if (place === undefined) return refuse([{ tag: 'place-unknown', pointer: '/body/area' }])
  if (!may(policy, 'announce', env.actor, subjectOf({ area: place.path })))
    return refuse([{ tag: 'not-yours', values: { action: 'announce' } }])
  const officials = namesIn(given.officials)
  const pollingOn = given.pollingOn as LocalDate
  const command = {
    action: 'announce',
    area: place.path,
    body: place.body,
    mode: given.mode,
    seats: { chair: 1, vice: given.vices, member: given.members, woman: given.women },
    pollingOn,
    formedOn: given.formedOn as LocalDate,
    formedBy: given.formedBy,
    officials: officials.length,
  } as const
  const params = await paramsOn(tx, pollingOn, place.body)
  const law = lawOf(place.body, given.mode, pollingOn)
  const by = byOf(env, 'announce', place.path)
  const ask = { ...command, by, at: env.now, params, law, entered: undefined, seen: NOTHING }
  const words = { officials: given.officials, record: given.record, note: given.note }
  const decided = judged(decide(undefined, ask, 1), heldBack(words))
  if (!decided.ok) return decided
  const fact = decided.value
  const state = evolve(undefined, fact, { law })
  const id = uuidv7(env.now)
  if (!(await insertElection(tx, { id, no }, state))) return refuse([{ tag: 'under-way', pointer: '/body/area' }])
  addOfficials(tx, id, officials)
  const said = { record: given.record, note: given.note, seenBy: 'public', scans: given.scans } as const
  const leaf = await record(tx, env, { id, no, area: place.path, fact }, said)
  return ok({ id, no, version: 1, state, fact, leaf })
}
