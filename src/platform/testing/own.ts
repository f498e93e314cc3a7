import type { Instant } from '../../kernel/time.ts'
import type { Vault } from '../crypto/vault.ts'
import type { CityQueries } from '../db/types.ts'
import { translator } from '../i18n/catalog.ts'
import { partiesOfPerson } from '../oidc/merges.ts'
import type { OwnPart, OwnRecord } from '../personal/own.ts'
import { leaveOfMachine } from '../personal/purposes.ts'

export type Taken = { readonly records: readonly OwnRecord[]; readonly lines: readonly string[] }

/** What a person takes away of the parts of one slice, by part: the records, and how they read on paper. */
export const takenBy = async (
  { db, vault, now }: { readonly db: CityQueries; readonly vault: Vault; readonly now: Instant },
  parts: readonly OwnPart[],
  party: string | null,
): Promise<Readonly<Record<string, Taken>>> => {
  const asked = {
    parties: await partiesOfPerson(db, party === null ? [] : [party]),
    vault,
    leave: leaveOfMachine('export'),
    now,
  }
  const t = translator('zh-Hans')
  const taken: [string, Taken][] = []
  for (const { id, read, line } of parts) {
    const records = await read(db, asked)
    taken.push([id, { records, lines: records.map(record => line(record, t)) }])
  }
  return Object.fromEntries(taken)
}
