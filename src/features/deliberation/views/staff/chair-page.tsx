import { Button, Input } from 'antd'
import { useState } from 'react'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { FigurePair, Figures } from '../../../../platform/ui/parts/figure.tsx'
import { QrCode } from '../../../../platform/ui/parts/qr.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { MeetingOut } from '../../api.ts'
import type { ShownTopic } from '../../shown-topic.ts'
import type { VerbName } from '../../verbs.ts'
import { SOURCE } from './data.ts'
import { Deed } from './deed.tsx'
import { Minutes } from './minutes.tsx'
import { Queue } from './queue.tsx'

const REFRESH_MS = 4_000
const DEEDS: readonly VerbName[] = ['open', 'conclude', 'notice']

export const useMeeting = (id: string) =>
  useGet<MeetingOut>(`${SOURCE}/${id}/meeting`, {}, { refreshMs: REFRESH_MS }).data

/** A meeting from notice to minutes on one page: agenda, who came, who speaks, what is written down. */
export const ChairPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
  const t = useT('deliberation')
  const id = params.id ?? ''
  const meeting = useMeeting(id)
  const topic = useGet<ShownTopic>(`${SOURCE}/${id}`).data
  const [doing, setDoing] = useState<VerbName | null>(null)
  if (meeting === undefined || topic === undefined) return null
  return (
    <article className="chair">
      <header>
        <h1>{meeting.title}</h1>
        <span className="meta">
          {meeting.no} · {meeting.areaName} · {t(`step.${meeting.step}`)}
        </span>
      </header>
      <div className="row-actions">
        {DEEDS.filter(verb => meeting.may.includes(verb)).map((verb, index) => (
          <Button key={verb} {...(index === 0 && { type: 'primary' as const })} onClick={() => setDoing(verb)}>
            {t(`action.${verb}`)}
          </Button>
        ))}
        <Link href={`/console/deliberations/${id}/screen`}>{t('console.screen')}</Link>
        <Link href={`/console/deliberations?row=${id}`}>{t('console.topicPage')}</Link>
      </div>
      {meeting.round === 0 ? (
        <p className="empty">{t('console.noMeeting')}</p>
      ) : (
        <div className="chair-columns">
          <div>
            <Agenda meeting={meeting} />
            <Came meeting={meeting} />
          </div>
          <div>
            <Queue meeting={meeting} />
            <Minutes key={meeting.round} meeting={meeting} />
          </div>
        </div>
      )}
      {doing !== null && <Deed key={doing} verb={doing} topic={topic} onClose={() => setDoing(null)} />}
    </article>
  )
}

const Agenda = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const { meeting: notice } = meeting
  if (notice === null) return null
  return (
    <section>
      <h2>{t('console.agenda')}</h2>
      <p className="meta">
        {date(notice.on as never)} {notice.time} · {notice.place}
      </p>
      <ol>
        {notice.agenda.map(point => (
          <li key={point}>{point}</li>
        ))}
      </ol>
    </section>
  )
}

/** Who came, by line: those who signed in themselves, and the count of the sheet at the door. */
const Came = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  const { present, due, needed, code, qr, address } = meeting
  return (
    <section>
      <h2>{t('console.signIn')}</h2>
      <Figures>
        <FigurePair
          label={t('console.present')}
          part={present}
          whole={due}
          rule={t('console.needed', { needed })}
          met={present >= needed}
        />
      </Figures>
      {meeting.running && (
        <p className="sign-in-code">
          <QrCode qr={qr} label={t('console.scan', { address })} />
          <span>
            {t('console.code')} <b>{code}</b>
          </span>
        </p>
      )}
      <ul className="plain-list came">
        {meeting.lines.map(line => (
          <LineRow key={line.line} meeting={meeting.id} line={line} running={meeting.running} />
        ))}
      </ul>
      {meeting.signedIn.length > 0 && <SignedIn meeting={meeting} />}
    </section>
  )
}

/** One line and its count of the sheet. Each row has an action of its own: none swallows a click while another is sent. */
const LineRow = ({
  meeting,
  line,
  running,
}: {
  readonly meeting: string
  readonly line: MeetingOut['lines'][number]
  readonly running: boolean
}) => {
  const t = useT('deliberation')
  const [count, setCount] = useState(String(line.byDesk))
  const attend = useAction<{ readonly line: number; readonly count: string }>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${meeting}/attend`, body, { key }),
    [`${SOURCE}/${meeting}/meeting`],
  )
  return (
    <li>
      <span className="grow">
        <b>{line.who}</b>{' '}
        <span className="meta">
          {t(`zone.${line.zone}`)} · {t('console.came', { came: line.came, seats: line.seats })}
        </span>
      </span>
      {running && (
        <span className="by-desk">
          <Input
            type="number"
            min={0}
            max={line.seats}
            value={count}
            aria-label={`${t('console.byDesk')} ${line.who}`}
            onChange={event => setCount(event.target.value)}
          />
          <Button
            loading={attend.isPending}
            onClick={() => attend.mutate({ line: line.line, count })}
            aria-label={`${t('console.set')} ${line.who}`}
          >
            {t('console.set')}
          </Button>
        </span>
      )}
      <RefusalNotice said={reasonsOf(attend.error)} />
    </li>
  )
}

/** Those who signed in themselves, by masked name; the chair frees a seat that is not theirs. */
const SignedIn = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  const unseat = useAction<{ readonly line: number; readonly seat: number }>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${meeting.id}/unseat`, body, { key }),
    [`${SOURCE}/${meeting.id}/meeting`],
  )
  return (
    <>
      <RefusalNotice said={reasonsOf(unseat.error)} />
      <ul className="signed-in">
        {meeting.signedIn.map(({ line, seat, who }) => {
          const name = `${meeting.lines[line - 1]?.who ?? ''} ${seat} ${who}`
          return (
            <li key={`${line}-${seat}`}>
              {name}{' '}
              {meeting.running && (
                <Button
                  size="small"
                  aria-label={t('console.unseat', { name })}
                  onClick={() => unseat.mutate({ line, seat })}
                >
                  ×
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
