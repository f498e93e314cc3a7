import { organisationsOfKind } from '../../src/features/directory/index.ts'
import { openFund } from '../../src/features/maintenance-fund/index.ts'
import { propose } from '../../src/features/maintenance-fund/proposals.ts'
import { dateOf } from '../../src/kernel/time.ts'
import { SYSTEM } from '../../src/platform/identity/sessions.ts'
import type { Attacked } from './city.ts'

/** Where the payloads went in what a fund says. */
export type PlantedFund = { readonly asked: number; readonly refused: readonly string[]; readonly id: string }

/** Writes every payload into the words of a fund: bank, notes, names of bonds, decisions, reasons of proposals. */
export const plantFund = async (
  { server, city, cast }: Attacked,
  payloads: readonly string[],
  estate: string,
): Promise<PlantedFund> => {
  const [department] = await organisationsOfKind(city.db, 'department')
  const keeper = department?.id ?? ''
  const clerk = cast.unitHandler
  const offices = clerk.offices.map(office => ({ ...office, organisation: keeper, organisationKind: 'department' }))
  const env = { actor: { ...clerk, offices }, now: server.now }
  const on = dateOf(server.now)
  const refused: string[] = []
  let asked = 0
  const at = (index: number, most: number): string => {
    const text = (payloads[index % payloads.length] ?? '').trim().slice(0, most).trim()
    return text.length < 2 ? `${text}..` : text
  }
  const say = (done: { readonly ok: boolean; readonly error?: unknown }): void => {
    asked++
    if (!done.ok) refused.push(JSON.stringify(done.error).slice(0, 300))
  }
  const fund = { estate, keeper, bank: at(0, 60), bankAccount: '6222000011112222' }
  say(await city.db.tx(tx => openFund(tx, { ...env, actor: SYSTEM }, fund)))
  for (const index of payloads.keys()) {
    const data = { name: at(index, 60), yuan: '1.00', on, matures: '2099-01-01', decision: at(index + 1, 120) }
    say(await city.db.tx(tx => propose(tx, env, estate, { kind: 'bonds', on, note: at(index + 2, 500), data })))
  }
  return { asked, refused, id: estate }
}
