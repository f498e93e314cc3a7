import { parseInstant } from '../../../../kernel/time.ts'
import type { Finding, Health } from '../../../../platform/operation.ts'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip, type Tone } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'

export const OVERVIEW = '/api/console/operation'
const REFRESH_MS = 60_000
const MEGABYTE = 1024 * 1024

export type Overview = {
  readonly version: string
  readonly findings: readonly Finding[]
  readonly pending: readonly string[]
  readonly backups: {
    readonly last: { readonly at: string; readonly bytes: number } | null
    readonly verified: { readonly at: string; readonly sound: boolean } | null
    readonly archive: { readonly lagSeconds: number; readonly failures: number } | null
  }
  readonly components: readonly { readonly name: string; readonly works: boolean; readonly since: string }[]
}

const TONES: Readonly<Record<Health, Tone>> = { ok: 'ok', warn: 'warn', fail: 'late' }
const ORDER: readonly Health[] = ['fail', 'warn', 'ok']

const useMoment = (): ((iso: string) => string) => {
  const { moment } = useFormat()
  const now = useNow()
  return iso => {
    const at = parseInstant(iso)
    return at === undefined ? iso : moment(at, now)
  }
}

const BackupFacts = ({ backups: { last, verified, archive } }: Pick<Overview, 'backups'>) => {
  const t = useT('operations')
  const moment = useMoment()
  const kept =
    archive === null
      ? t('overview.noArchive')
      : [
          archive.lagSeconds === 0
            ? t('overview.archiveOk')
            : t('overview.archiveLag', { seconds: archive.lagSeconds }),
          ...(archive.failures === 0 ? [] : [t('overview.archiveFailed', { failures: archive.failures })]),
        ].join(' · ')
  return (
    <Facts
      items={[
        {
          term: t('overview.last'),
          value:
            last === null
              ? t('overview.never')
              : `${moment(last.at)} · ${t('overview.size', { mb: Math.ceil(last.bytes / MEGABYTE) })}`,
        },
        {
          term: t('overview.verified'),
          value:
            verified === null
              ? t('overview.neverVerified')
              : `${moment(verified.at)} · ${t(verified.sound ? 'overview.sound' : 'overview.unsound')}`,
        },
        { term: t('overview.archive'), value: kept },
      ]}
    />
  )
}

/** How the installation is: what is wrong first, and what to do about it. */
export const OverviewPage = () => {
  const t = useT('operations')
  const moment = useMoment()
  const asked = useGet<Overview>(OVERVIEW, {}, { refreshMs: REFRESH_MS })
  const { data } = asked
  return (
    <div className="desk-page">
      <div className="list-head">
        <h1>{t('overview.title')}</h1>
        <span className="meta" role="status">
          {data === undefined ? t('console:list.loading') : t('overview.version', { version: data.version })}
          {' · '}
          {t('overview.asked')}
        </span>
      </div>
      <RefusalNotice said={reasonsOf(asked.error)} />
      {data !== undefined && (
        <>
          <h2>{t('overview.components')}</h2>
          <Facts
            items={data.components.map(({ name, works, since }) => ({
              term: t(`component.${name}`),
              value: (
                <>
                  <Chip tone={works ? 'ok' : 'late'}>{t(works ? 'health.ok' : 'health.fail')}</Chip> {moment(since)}
                </>
              ),
            }))}
          />
          <DataTable<Finding>
            caption={`${t('overview.findings')} · ${t('overview.sorted')}`}
            rows={ORDER.flatMap(health => data.findings.filter(one => one.health === health))}
            rowKey={one => one.what}
            stack
            columns={[
              {
                key: 'health',
                head: t('overview.state'),
                cell: one => <Chip tone={TONES[one.health]}>{t(`health.${one.health}`)}</Chip>,
              },
              { key: 'what', head: t('overview.what'), names: true, cell: one => one.what },
              { key: 'found', head: t('overview.found'), cell: one => one.found },
              { key: 'next', head: t('overview.next'), cell: one => (one.health === 'ok' ? '' : one.next) },
            ]}
          />
          <h2>{t('overview.backups')}</h2>
          <BackupFacts backups={data.backups} />
          <h2>{t('overview.pending')}</h2>
          {data.pending.length === 0 ? (
            <p>{t('overview.noPending')}</p>
          ) : (
            <ul className="plain-list">
              {data.pending.map(name => (
                <li key={name}>
                  <code>{name}</code>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  )
}
