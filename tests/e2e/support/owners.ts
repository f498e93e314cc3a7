import { randomUUID } from 'node:crypto'
import type { Instant } from '../../../src/kernel/time.ts'
import { sql } from '../../../src/platform/db/types.ts'
import { ensureParty } from '../../../src/platform/identity/parties.ts'
import { openSession } from '../../../src/platform/identity/sessions.ts'
import type { Page } from '../../../src/platform/testing/browser.ts'
import type { openBehind } from '../../chaos/support.ts'

/** The dialog that is open. */
export const dialog = (page: Page) => page.getByRole('dialog')
/** Fills fields of the open dialog by their labels. */
export const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) await dialog(page).getByLabel(label, { exact: true }).fill(value)
}
/** Chooses in the open dialog. */
export const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await dialog(page).getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-item-option', { hasText: option }).last().click()
}

/** Does one deed of the pane of a vote, and waits for what it leads to. */
export const deed = async (
  page: Page,
  name: string,
  values: Readonly<Record<string, string>>,
  step: string,
  choices: Readonly<Record<string, string>> = {},
): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog(page).waitFor()
  for (const [label, option] of Object.entries(choices)) await choose(page, label, option)
  await fill(page, values)
  await dialog(page).getByRole('button', { name }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await page.locator('.owners-vote b', { hasText: step }).first().waitFor()
}

/** A write of the API by whoever has this cookie. */
export const post = async (
  base: string,
  cookie: string,
  path: string,
  body: object,
): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text() }
}

const OFFICE = sql(
  'test.clerk-office',
  `select organisation, area from city.office where role = 'communityWorker' and $1 like area || '%' order by id limit 1`,
)
const GRANT = sql(
  'test.second-clerk',
  `insert into city.office (id, party, organisation, role, area, from_date, granted_at) values ($1, $2, $3, 'communityWorker', $4, '2020-01-02', now())`,
)

/** A second person of the same office, signed in. */
export const secondClerk = async (
  { db, installation }: Awaited<ReturnType<typeof openBehind>>,
  area: string,
  now: Instant,
): Promise<string> =>
  db.tx(async tx => {
    const party = await ensureParty(
      tx,
      installation.vault,
      { name: '演示同事', phone: '19700000099', level: 'L1' },
      now,
    )
    const office = await tx.one<{ organisation: string; area: string }>(OFFICE, [area])
    await tx.run(GRANT, [randomUUID(), party, office.organisation, office.area])
    const { secret } = await openSession(tx, { party, realm: 'staff' }, now)
    return `__Host-linli=${secret}`
  })

const GROUPS = sql(
  'test.groups',
  `select g.pseudonym, g.units[1] as unit, min(v.party::text) as party from city.owners_vote_group g
   left join city.owners_vote_voter v on v.vote = g.vote and v.pseudonym = g.pseudonym
   where g.vote = $1 group by g.pseudonym, g.units[1] order by g.units[1]`,
)
export type Group = { readonly pseudonym: string; readonly unit: string; readonly party: string | null }

/** The heads of a vote's roll, each with a unit and, where there is one, an owner. */
export const groupsOf = ({ db }: Awaited<ReturnType<typeof openBehind>>, vote: string): Promise<readonly Group[]> =>
  db.rows<Group>(GROUPS, [vote])
