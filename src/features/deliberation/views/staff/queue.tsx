import { Button, Select } from 'antd'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { MeetingOut } from '../../api.ts'
import { SOURCE } from './data.ts'

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

type Speech = MeetingOut['speeches'][number]

/** A speaker as the hall calls them: who signed in, or the party the floor was given to. */
export const speakerOf = (meeting: MeetingOut, { line, who }: Speech): string => {
  const party = meeting.lines[line - 1]?.who ?? ''
  return who === '' ? party : `${party} ${who}`
}

/** Who speaks, who waits, who spoke and for how long. */
export const Queue = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  const changed = [`${SOURCE}/${meeting.id}/meeting`]
  const next = useAction<object>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${meeting.id}/next-speaker`, body, { key }),
    changed,
  )
  const floor = useAction<{ readonly line: number }>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${meeting.id}/floor`, body, { key }),
    changed,
  )
  const waiting = meeting.speeches.some(({ state }) => state !== 'done')
  return (
    <section>
      <h2>{t('console.queue')}</h2>
      <RefusalNotice said={[...reasonsOf(next.error), ...reasonsOf(floor.error)]} />
      {meeting.running && (
        <div className="row-actions">
          <Button type="primary" disabled={!waiting} loading={next.isPending} onClick={() => next.mutate({})}>
            {t('console.next')}
          </Button>
          <Select
            aria-label={t('console.floor')}
            placeholder={t('console.floor')}
            value={null}
            options={meeting.lines.map(({ line, who }) => ({ value: line, label: who }))}
            onChange={(line: number | null) => line !== null && floor.mutate({ line })}
          />
        </div>
      )}
      {meeting.speeches.length === 0 ? (
        <p className="meta">{t('console.nobody')}</p>
      ) : (
        <ol className="plain-list">
          {meeting.speeches.map(speech => (
            <li key={speech.turn}>
              {speech.turn}. {speakerOf(meeting, speech)}{' '}
              {speech.state === 'speaking' && <Chip tone="warn">{t('console.speaking')}</Chip>}{' '}
              <span className="meta">
                {speech.state === 'waiting' && t('console.waiting')}
                {speech.state !== 'waiting' && clock(speech.seconds)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
