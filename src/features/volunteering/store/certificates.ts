import type { Instant, LocalDate } from '../../../kernel/time.ts'
import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'
import { ts } from '../../../platform/db/values.ts'

const SERIAL = sql(
  'volunteering.serial',
  `insert into city.volunteer_serial as s (series, next) values ($1, 2) on conflict (series) do update set next = s.next + 1
   returning next - 1 as n`,
)
const CERTIFICATE = `id, no, code, volunteer, party, area, who, issuer, from_day as "from", to_day as "to", minutes, services,
  issued_at as "issuedAt"`
const INSERT_CERTIFICATE = sql(
  'volunteering.insert-certificate',
  `insert into city.volunteer_certificate (id, no, code, volunteer, party, area, who, issuer, from_day, to_day, minutes,
     services, digest, issued_at, leaf)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
)
const OWN_CERTIFICATES = sql(
  'volunteering.own-certificates',
  `select ${CERTIFICATE} from city.volunteer_certificate where party = any($1::uuid[]) order by issued_at desc limit 50`,
)
const CERTIFICATE_BY_ID = sql(
  'volunteering.certificate',
  `select ${CERTIFICATE} from city.volunteer_certificate where id = $1`,
)
const CHECK = sql(
  'volunteering.check-certificate',
  `select ${CERTIFICATE} from city.volunteer_certificate where no = $1 and code = $2`,
)

export type CertificateRow = {
  readonly id: string
  readonly no: string
  readonly code: string
  readonly volunteer: string
  readonly party: string
  readonly area: string
  readonly who: string
  readonly issuer: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly minutes: number
  readonly services: number
  readonly issuedAt: Instant
}

/** The next number of a series, without gaps: it is taken in the transaction of what it numbers. */
export const nextSerial = async (tx: Tx, series: string): Promise<number> =>
  (await tx.one<{ n: number }>(SERIAL, [series])).n

export const insertCertificate = async (tx: Tx, row: CertificateRow, digest: Buffer, leaf: Buffer): Promise<void> => {
  await tx.run(INSERT_CERTIFICATE, [
    ...[row.id, row.no, row.code, row.volunteer, row.party, row.area, row.who, row.issuer, row.from, row.to],
    ...[row.minutes, row.services, digest, ts(row.issuedAt), leaf],
  ])
}

export const ownCertificates = (db: CityQueries, parties: readonly string[]): Promise<readonly CertificateRow[]> =>
  db.rows<CertificateRow>(OWN_CERTIFICATES, [parties])

export const certificateById = (db: CityQueries, id: string): Promise<CertificateRow | undefined> =>
  db.maybe<CertificateRow>(CERTIFICATE_BY_ID, [id])

/** The certificate with this number and code; both must fit. */
export const certificateFor = (db: CityQueries, no: string, code: string): Promise<CertificateRow | undefined> =>
  db.maybe<CertificateRow>(CHECK, [no, code])
