import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Instant } from '../../../../kernel/time.ts'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { MeetingOut } from '../../api.ts'
import { SOURCE } from './data.ts'

const PAUSE_MS = 1_200

type Saved = { readonly text: string; readonly version: number }

/**
 * The minutes, saved whenever the writer pauses. What is typed stays through every refusal; when somebody else saved in
 * between, the writer chooses whose words go on.
 */
export const Minutes = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  const { time } = useFormat()
  const [text, setText] = useState(meeting.minutes)
  const [saved, setSaved] = useState<Saved>({ text: meeting.minutes, version: meeting.minutesVersion })
  const save = useAction<Saved, { readonly version: number }>(
    (body, { api, key }) => api.send('PUT', `${SOURCE}/${meeting.id}/minutes`, body, { key }),
    [`${SOURCE}/${meeting.id}/meeting`],
  )
  const stale = save.error?.problem.errors.some(({ tag }) => tag === 'minutes-stale') ?? false
  const put = useRef((words: string, version: number) => {
    save.mutate({ text: words, version }, { onSuccess: done => setSaved({ text: words, version: done.version }) })
  })
  // Nothing typed here yet: what somebody else saved is shown as it comes.
  useEffect(() => {
    if (text === saved.text && meeting.minutesVersion > saved.version) {
      setText(meeting.minutes)
      setSaved({ text: meeting.minutes, version: meeting.minutesVersion })
    }
  }, [meeting.minutes, meeting.minutesVersion, text, saved])
  useEffect(() => {
    if (text === saved.text || stale) return
    const waiting = setTimeout(() => put.current(text, saved.version), PAUSE_MS)
    return () => clearTimeout(waiting)
  }, [text, saved, stale])
  const state = save.isPending
    ? t('console.saving')
    : text === saved.text
      ? saved.version === 0
        ? ''
        : t('console.saved', { at: time(meeting.savedAt as Instant) })
      : t('console.unsaved')
  return (
    <section>
      <h2>
        <label htmlFor="minutes">{t('console.minutes')}</label>
      </h2>
      <p className="why">{t('console.minutesHint')}</p>
      <RefusalNotice said={reasonsOf(save.error)} />
      {stale && (
        <div className="row-actions">
          <Button
            onClick={() => {
              save.reset()
              setText(meeting.minutes)
              setSaved({ text: meeting.minutes, version: meeting.minutesVersion })
            }}
          >
            {t('console.takeTheirs')}
          </Button>
          <Button
            onClick={() => {
              save.reset()
              put.current(text, meeting.minutesVersion)
            }}
          >
            {t('console.keepMine')}
          </Button>
        </div>
      )}
      <Input.TextArea
        id="minutes"
        rows={12}
        maxLength={20_000}
        value={text}
        disabled={!meeting.running}
        onChange={event => setText(event.target.value)}
        onBlur={() => {
          if (text !== saved.text && !stale && !save.isPending) put.current(text, saved.version)
        }}
      />
      <p className="meta" role="status">
        {state}
      </p>
    </section>
  )
}
