import { Button } from 'antd'
import { useState } from 'react'
import { dateOf, type Instant } from '../../../../kernel/time.ts'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { SendDialog, type Sending } from '../../../../platform/ui/console/send-dialog.tsx'
import { useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { QrCode } from '../../../../platform/ui/parts/qr.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { ActivityFacts } from '../public/activity.tsx'
import { type Activity, Places } from '../public/list.tsx'
import { clockOf, State, useWhen } from '../when.tsx'
import { ACTIVITIES, type Run, SHIFTS, SIGNUPS } from './data.ts'
import { long, when } from './deed.tsx'

type Shift = Run['runs'][number]

/** Somebody's place: in, out, did not come, each with one click. */
const Person = ({
  one,
  runs,
  onOut,
}: {
  readonly one: Shift['signups'][number]
  readonly runs: boolean
  readonly onOut: () => void
}) => {
  const t = useT('volunteering')
  const act = useAction<string>(
    (verb, { api, key }) => api.send('POST', `${SIGNUPS}/${one.id}/${verb}`, {}, { key }),
    [ACTIVITIES],
  )
  const button = (verb: string, label: string) => (
    <Button size="small" disabled={act.isPending} onClick={() => act.mutate(verb)}>
      {t(label)}
    </Button>
  )
  return (
    <ListRow
      title={one.who}
      chips={<State of="signup" state={one.state} />}
      meta={[
        one.state === 'waiting' ? t('console.place', { place: one.place }) : '',
        one.inAt === null ? '' : t('console.inAt', { time: clockOf(one.inAt as Instant) }),
        one.service === null ? '' : t(`service.${one.service}`),
        one.contested === '' ? '' : t('console.contested', { text: one.contested }),
      ]
        .filter(part => part !== '')
        .join(' · ')}
    >
      {runs && (
        <div className="row-actions">
          {one.state === 'taken' && button('check-in', 'console.checkIn')}
          {one.state === 'present' && (
            <Button size="small" onClick={onOut}>
              {t('console.checkOut')}
            </Button>
          )}
          {one.state === 'taken' && button('no-show', 'console.noShow')}
          {one.state === 'no-show' && button('excuse', 'console.excuse')}
          {(one.state === 'taken' || one.state === 'waiting') && button('leave', 'console.leave')}
        </div>
      )}
      <RefusalNotice said={reasonsOf(act.error)} />
    </ListRow>
  )
}

const ShiftPart = ({
  shift,
  runs,
  onDeed,
}: {
  readonly shift: Shift
  readonly runs: boolean
  readonly onDeed: (deed: Sending) => void
}) => {
  const t = useT('volunteering')
  const when = useWhen()
  const at = (verb: string) => `${SHIFTS}/${shift.id}/${verb}`
  const deed =
    (verb: string, title: string, fields: Sending['fields'], more: Partial<Sending> = {}) =>
    () =>
      onDeed({ title: t(title), path: at(verb), renews: [ACTIVITIES], fields, ...more })
  return (
    <section>
      <h3>
        {when(shift.from as Instant, shift.to as Instant)} <Places shift={shift} />
      </h3>
      {runs && !shift.cancelled && (
        <div className="row-actions">
          <Button
            onClick={deed(
              'sign-up',
              'console.signUp',
              [
                { name: 'volunteer', label: t('field.volunteerNo') },
                {
                  name: 'risk',
                  kind: 'select',
                  label: t('field.riskTold'),
                  initial: 'false',
                  options: [
                    { value: 'false', label: t('console.no') },
                    { value: 'true', label: t('console.yes') },
                  ],
                },
              ],
              { says: t('does.signUp') },
            )}
          >
            {t('console.signUp')}
          </Button>
          <Button
            onClick={deed('capacity', 'console.capacity', [
              { name: 'capacity', kind: 'number', label: t('field.capacity'), initial: String(shift.capacity) },
            ])}
          >
            {t('console.capacity')}
          </Button>
          <Button
            danger
            onClick={deed('cancel', 'console.cancelShift', [long(t, 'note')], {
              danger: true,
              says: t('does.cancelShift'),
            })}
          >
            {t('console.cancelShift')}
          </Button>
        </div>
      )}
      {shift.code !== '' && !shift.cancelled && (
        <details>
          <summary>{t('console.code', { code: shift.code })}</summary>
          <QrCode qr={shift.qr} label={t('console.scan', { address: shift.address })} />
        </details>
      )}
      {shift.signups.length === 0 ? (
        <p className="meta">{t('console.noPeople')}</p>
      ) : (
        <List>
          {shift.signups.map(one => (
            <Person
              key={one.id}
              one={one}
              runs={runs}
              onOut={() =>
                onDeed({
                  title: t('console.checkOut'),
                  path: `${SIGNUPS}/${one.id}/check-out`,
                  renews: [ACTIVITIES],
                  fields: [{ name: 'time', kind: 'time', label: t('field.time'), optional: true }],
                })
              }
            />
          ))}
        </List>
      )}
    </section>
  )
}

/** One activity beside the list: its shifts, who comes to which, and the code on the wall. */
export const ActivityPane = ({ row }: { readonly row: Activity }) => {
  const t = useT('volunteering')
  const href = useHref()
  const today = dateOf(useNow())
  const [deed, setDeed] = useState<Sending | null>(null)
  const run = useGet<Run>(`${ACTIVITIES}/${row.id}`).data
  if (run === undefined) return null
  const runs = run.may.includes('run')
  return (
    <article>
      <h2>{run.title}</h2>
      <div className="row-actions">
        {runs && (
          <Button
            type="primary"
            onClick={() =>
              setDeed({
                title: t('console.addShift'),
                path: `${ACTIVITIES}/${row.id}/shifts`,
                renews: [ACTIVITIES],
                fields: [
                  ...when(t, today),
                  { name: 'capacity', kind: 'number', label: t('field.capacity'), initial: '10' },
                ],
              })
            }
          >
            {t('console.addShift')}
          </Button>
        )}
        <Button href={href(`/open/volunteering/${row.no}`)}>{t('pages.list.title')}</Button>
      </div>
      <ActivityFacts activity={run} />
      {run.runs.map(shift => (
        <ShiftPart key={shift.id} shift={shift} runs={runs} onDeed={setDeed} />
      ))}
      {deed !== null && <SendDialog sending={deed} onClose={() => setDeed(null)} />}
    </article>
  )
}
