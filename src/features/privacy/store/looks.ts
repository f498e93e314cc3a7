import type { Instant } from '../../../kernel/time.ts'
import { type CityQueries, sql } from '../../../platform/db/types.ts'

export type Look = { readonly at: Instant; readonly purpose: string; readonly reason: string }

const OF = sql(
  'privacy.looks',
  `select at, purpose, reason from city.personal_use where subject = any($1::text[]) order by at desc, id desc limit 500`,
)

/** Who looked at these things: newest first. @param subjects `work-order/<id>`, `party/<id>` */
export const looksOf = (db: CityQueries, subjects: readonly string[]): Promise<readonly Look[]> =>
  db.rows<Look>(OF, [[...subjects]])
