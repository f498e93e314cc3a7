import type { Status } from '../../operation.ts'
import { useAround, useFormat, useNow, useT } from '../context.tsx'
import { Chip } from '../parts/chip.tsx'
import { Empty, List, ListRow } from '../parts/list.tsx'
import { Shell } from '../parts/shell.tsx'

export type StatusProps = Status & {
  /** False while the system starts, is upgraded or stops. */
  readonly ready: boolean
  /** For the operator only: how old the last backup is; null when there is none. */
  readonly backup: { readonly shown: false } | { readonly shown: true; readonly ageMs: number | null }
}

/** How the system is, in words anybody understands: what works, since when, what is announced. */
export const StatusPage = ({ components, maintenance, asOf, ready, backup }: StatusProps) => {
  const t = useT()
  const now = useNow()
  const { moment } = useFormat()
  const { phone } = useAround()
  const well = ready && components.every(({ works }) => works)
  return (
    <Shell>
      <h1>{t('status.title')}</h1>
      <p>
        <Chip tone={well ? 'ok' : 'late'}>
          {t(!ready ? 'status.starting' : well ? 'status.allGood' : 'status.some')}
        </Chip>{' '}
        <span className="why">{t('status.asOf', { at: moment(asOf, now) })}</span>
      </p>
      {!well && (
        <p>
          <a href={`tel:${phone}`}>{t('status.call', { phone })}</a>
        </p>
      )}
      <List>
        {components.map(({ name, works, since }) => (
          <ListRow
            key={name}
            title={t(`status.component.${name}`)}
            chips={<Chip tone={works ? 'ok' : 'late'}>{t(works ? 'status.works' : 'status.fails')}</Chip>}
            meta={t('status.since', { at: moment(since, now) })}
          >
            <p className="why">{t(`status.means.${name}`)}</p>
          </ListRow>
        ))}
      </List>
      <h2>{t('status.maintenance')}</h2>
      {maintenance.length === 0 ? (
        <Empty title={t('status.noMaintenance')} />
      ) : (
        <List>
          {maintenance.map(({ id, from, until, what }) => (
            <ListRow
              key={id}
              title={what}
              chips={from <= now ? <Chip tone="warn">{t('status.now')}</Chip> : undefined}
              meta={t('status.during', { from: moment(from, now), until: moment(until, now) })}
            />
          ))}
        </List>
      )}
      {backup.shown && (
        <p className="why">
          {backup.ageMs === null ? t('status.noBackup') : t('status.backup', { age: backup.ageMs })}
        </p>
      )}
    </Shell>
  )
}
