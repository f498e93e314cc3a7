import type pg from 'pg'
import type { Instant } from '../../src/kernel/time.ts'
import { uuidv7 } from '../../src/platform/crypto/uuid.ts'
import type { Vault } from '../../src/platform/crypto/vault.ts'
import { ts } from '../../src/platform/db/values.ts'
import { nameTriple, phoneTriple } from '../../src/platform/identity/personal.ts'
import { copyIn, line } from './copy.ts'

const FAMILY = '陈李黄张梁林吴刘郑何'
const GIVEN = '明华丽强芳伟敏静志文建国小燕'
const PAGE = 20_000
/** Of a range that no operator gives out. */
const FIRST_PHONE = 19_600_000_000

/** Residents with a sealed name and number each. @returns their ids */
export const fillResidents = async (
  client: pg.Client,
  schema: string,
  vault: Vault,
  count: number,
  now: Instant,
): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let from = 0; from < count; from += PAGE) {
    let rows = ''
    for (let at = from; at < Math.min(count, from + PAGE); at++) {
      const id = uuidv7(now)
      const name = nameTriple(
        vault,
        id,
        `${FAMILY[at % FAMILY.length]}${GIVEN[at % 13]}${GIVEN[Math.floor(at / 13) % 13]}`,
      )
      const phone = phoneTriple(vault, id, String(FIRST_PHONE + at))
      const hex = (value: Buffer): string => `\\x${value.toString('hex')}`
      rows += line([
        ...[id, 'person', hex(name.sealed), name.masked, hex(phone.sealed), hex(phone.blind), phone.masked, 'L1'],
        ts(now),
      ])
      ids.push(id)
    }
    const columns = 'id, kind, name_sealed, name_masked, phone_sealed, phone_blind, phone_masked, level, created_at'
    await copyIn(client, `${schema}.party`, columns, rows)
  }
  return ids
}
