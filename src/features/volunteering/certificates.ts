import { createHash } from 'node:crypto'
import { areaPath } from '../../kernel/area-code.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { atMinute, isoOf, type LocalDate, plusDays } from '../../kernel/time.ts'
import { ownParties } from '../../platform/access/access.ts'
import { uuidv7 } from '../../platform/crypto/uuid.ts'
import type { Vault } from '../../platform/crypto/vault.ts'
import type { CityQueries, Tx } from '../../platform/db/types.ts'
import { translator } from '../../platform/i18n/catalog.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { pdfOf } from '../../platform/pdf/pdf.ts'
import type { PdfLine } from '../../platform/pdf/pdf-worker.ts'
import { leaveOfMachine, openPersonal } from '../../platform/personal/purposes.ts'
import { organisationFor, organisationNames } from '../directory/index.ts'
import { freshCode } from './activities.ts'
import { volunteerPlace } from './join.ts'
import { type Acted, type Done, type Env, record } from './record.ts'
import { type CertificateRow, insertCertificate, nextSerial } from './store/certificates.ts'
import { recordedOf, type ServiceRow, type Span } from './store/services.ts'
import { sealedOf, volunteerOf } from './store/volunteers.ts'

const CODE_LENGTH = 12
const DIGITS = 6

const spanOf = (from: LocalDate, to: LocalDate): Span => ({ from: atMinute(from, 0), to: atMinute(plusDays(to, 1), 0) })

/** Who answers for what is recorded at a place: its residents' committee, in a village the villagers' committee. */
const issuerAt = async (db: CityQueries, area: string): Promise<string> => {
  const path = areaPath(area)
  const committee =
    (await organisationFor(db, path, 'residentsCommittee')) ?? (await organisationFor(db, path, 'villagersCommittee'))
  return (committee ?? (await organisationFor(db, path, 'townGovernment')))?.name ?? ''
}

/** One line for each service: what a changed figure would change. */
const digestOf = (services: readonly ServiceRow[]): Buffer =>
  createHash('sha256')
    .update(services.map(({ id, from, minutes }) => `${id} ${isoOf(from)} ${minutes}\n`).join(''))
    .digest()

/**
 * Issues the certificate of what a volunteer did in a period: free of charge, from the record alone (条例 19). Its number
 * has no gaps; with number and code anybody can check it.
 * @returns or `not-a-volunteer`, `time-wrong`, `no-services`
 */
export const issueCertificate = async (
  tx: Tx,
  env: Env,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Done<Acted> => {
  const who = await volunteerOf(tx, ownParties(env.actor))
  if (who === undefined) return refuse([{ tag: 'not-a-volunteer' }])
  if (to < from) return refuse([{ tag: 'time-wrong', pointer: '/body/to' }])
  const services = await recordedOf(tx, who.id, spanOf(from, to))
  if (services.length === 0) return refuse([{ tag: 'no-services', pointer: '/body/from' }])
  const id = uuidv7(env.now)
  const year = isoOf(env.now).slice(0, 4)
  const serial = await nextSerial(tx, `certificate-${year}`)
  const no = `${tx.city.code}-ZM${year}-${String(serial).padStart(DIGITS, '0')}`
  const minutes = services.reduce((sum, service) => sum + service.minutes, 0)
  const digest = digestOf(services)
  const leaf = await record(tx, env, {
    stream: `volunteer-certificate/${id}`,
    seq: 1,
    action: 'issue',
    under: null,
    area: who.area,
    data: { no, from, to, minutes, services: services.length, sha256: digest.toString('hex') },
    personal: { volunteer: who.id },
  })
  const row = {
    ...{ id, no, code: freshCode(CODE_LENGTH), volunteer: who.id, party: who.party, area: who.area, who: who.who },
    ...{ issuer: await issuerAt(tx, who.area), from, to, minutes, services: services.length, issuedAt: env.now },
  }
  await insertCertificate(tx, row, digest, Buffer.from(leaf, 'hex'))
  return ok({ id, leaf })
}

const line = (text: string, size = 10.5): PdfLine => ({ size, text })
const minute = (iso: string): string => iso.slice(0, 16).replace('T', ' ')

/** What is issued is in simplified Chinese, whoever asks for it. */
const PRINTED: Translate = (key, values) => translator('zh-Hans')(`volunteering:${key}`, values)

const hours = (minutes: number) => ({ hours: Math.floor(minutes / 60), minutes: minutes % 60 })

/**
 * The certificate on paper, with the full name of whom it is about: for that person alone.
 * @param db as its owner  @param check where anybody can check it
 */
export const certificatePdf = async (
  db: CityQueries,
  vault: Vault,
  row: CertificateRow,
  check: string,
): Promise<Buffer> => {
  const services = await recordedOf(db, row.volunteer, spanOf(row.from, row.to))
  const names = await organisationNames(db, [...new Set(services.flatMap(({ organisation }) => organisation ?? []))])
  const sealed = await sealedOf(db, row.volunteer)
  const name = openPersonal(vault, leaveOfMachine('export'), sealed.name, volunteerPlace('name_sealed', row.volunteer))
  const t = PRINTED
  return pdfOf({
    title: t('certificate.title'),
    lines: [
      line(t('certificate.title'), 20),
      line(`${t('certificate.no')} ${row.no}`),
      line(''),
      line(t('certificate.says', { name, from: row.from, to: row.to, count: row.services, ...hours(row.minutes) }), 12),
      line(''),
      ...services.map(service =>
        line(
          [
            `${minute(isoOf(service.from))}–${isoOf(service.to).slice(11, 16)}`,
            t(`topic.${service.topic}`),
            service.match === null ? service.title : t('certificate.forNeighbour'),
            t('hours', hours(service.minutes)),
            names.get(service.organisation ?? '') ?? '',
          ].join('  '),
          9.5,
        ),
      ),
      line(''),
      line(t('certificate.issuer', { name: row.issuer })),
      line(t('certificate.on', { date: isoOf(row.issuedAt).slice(0, 10) })),
      line(t('certificate.free')),
      line(''),
      line(t('certificate.check', { address: check, code: row.code })),
    ],
  })
}
