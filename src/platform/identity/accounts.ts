import { dateOf, type Instant } from '../../kernel/time.ts'
import { type CityQueries, sql } from '../db/types.ts'
import { ts } from '../db/values.ts'

/** Somebody who works here, as the administrators of accounts see them: masked, without what they do. */
export type AccountLine = {
  readonly party: string
  readonly name: string
  readonly username: string | null
  readonly roles: readonly string[]
  readonly factorSince: Instant | null
  readonly sessions: number
  /** When and from what browser this person signed in last. */
  readonly lastAt: Instant | null
  readonly lastAgent: string | null
  /** An invitation or a new password is under way. */
  readonly link: 'invite' | 'reset' | null
}

const PAGE = sql(
  'identity.account.page',
  `select p.id as party, p.name_masked as name, c.username, f.confirmed_at as "factorSince",
     coalesce((select json_agg(distinct o.role order by o.role) from city.office as o
       where o.party = p.id and o.from_date <= $1::date and (o.to_date is null or o.to_date >= $1::date)), '[]') as roles,
     (select count(*)::int from city.session as s where s.party = p.id and s.realm = 'staff' and s.revoked_at is null
       and s.idle_until > $2 and s.absolute_until > $2) as sessions,
     last.at as "lastAt", last.agent as "lastAgent",
     (select l.purpose from city.account_link as l where l.party = p.id and l.used_at is null and l.revoked_at is null
       and l.expires_at > $2) as link
   from city.party as p
   left join city.credential as c on c.party = p.id
   left join city.second_factor as f on f.party = p.id
   left join lateral (select e.at, e.agent from city.security_event as e
     where e.party = p.id and e.kind = 'signedIn' order by e.at desc, e.id desc limit 1) as last on true
   where p.erased_at is null and p.id > $3::uuid
     and (c.party is not null or exists (select 1 from city.office as o
       where o.party = p.id and (o.to_date is null or o.to_date >= $1::date)))
     and ($4::text is null or exists (select 1 from city.office as o where o.party = p.id and o.role = $4
       and o.from_date <= $1::date and (o.to_date is null or o.to_date >= $1::date)))
     and ($5::text is null or c.username = $5)
   order by p.id limit $6`,
)

const FIRST = '00000000-0000-0000-0000-000000000000'

export type AccountFilter = {
  readonly role?: string | undefined
  readonly username?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** One page of those who hold an office or have an account, in the order in which they became known. */
export const accountPage = (db: CityQueries, of: AccountFilter, now: Instant): Promise<readonly AccountLine[]> =>
  db.rows<AccountLine>(PAGE, [dateOf(now), ts(now), of.after ?? FIRST, of.role ?? null, of.username ?? null, of.limit])

const LAST = sql(
  'identity.account.last-sign-in',
  `select at, agent from city.security_event where party = $1 and kind = 'signedIn' order by at desc, id desc
   offset 1 limit 1`,
)

/** The sign-in before the present one: whoever reads it knows whether it was theirs. */
export const signInBefore = (
  db: CityQueries,
  party: string,
): Promise<{ readonly at: Instant; readonly agent: string } | undefined> => db.maybe(LAST, [party])
