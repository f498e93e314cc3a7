import { Link } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { QrCode } from '../../../../platform/ui/parts/qr.tsx'
import { Sign } from '../../../../platform/ui/parts/sign.tsx'
import type { MeetingOut } from '../../api.ts'
import { useMeeting } from './chair-page.tsx'
import { speakerOf } from './queue.tsx'

/** For the wall of a hall: what is talked about, who speaks, who came, and how to sign in. It renews itself. */
export const ScreenPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const meeting = useMeeting(params.id ?? '')
  if (meeting === undefined) return null
  const { meeting: notice } = meeting
  return (
    <article className="hall-screen">
      <header>
        <h1>{meeting.title}</h1>
        <p>
          {[
            meeting.areaName,
            notice === null ? '' : `${date(notice.on as never)} ${notice.time}`,
            t(`step.${meeting.step}`),
          ]
            .filter(part => part !== '')
            .join(' · ')}
        </p>
      </header>
      <div className="hall-columns">
        <Agenda meeting={meeting} />
        <Speaking meeting={meeting} />
        <Presence meeting={meeting} />
      </div>
      <Link className="hall-back" href={`/console/deliberations/${meeting.id}/meeting`}>
        {t('console.chair')}
      </Link>
    </article>
  )
}

const Agenda = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  return (
    <section>
      <h2>{t('console.agenda')}</h2>
      <ol>
        {(meeting.meeting?.agenda ?? []).map(point => (
          <li key={point}>{point}</li>
        ))}
      </ol>
    </section>
  )
}

const NEXT_SHOWN = 4

const Speaking = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  const now = meeting.speeches.find(({ state }) => state === 'speaking')
  const waiting = meeting.speeches.filter(({ state }) => state === 'waiting').slice(0, NEXT_SHOWN)
  return (
    <section>
      <h2>{t('zone.speaker')}</h2>
      <p className="hall-now">{now === undefined ? t('console.nobody') : speakerOf(meeting, now)}</p>
      {waiting.length > 0 && (
        <>
          <h2>{t('console.waiting')}</h2>
          <ol>
            {waiting.map(speech => (
              <li key={speech.turn}>{speakerOf(meeting, speech)}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

const Presence = ({ meeting }: { readonly meeting: MeetingOut }) => {
  const t = useT('deliberation')
  const { present, due, needed, code, qr, address, running } = meeting
  return (
    <section>
      <h2>{t('console.present')}</h2>
      <p className="hall-count">
        {present} <span>/ {due}</span>
      </p>
      <p>
        {t('console.needed', { needed })} <Sign name={present >= needed ? 'done' : 'clock'} />
      </p>
      {running && (
        <>
          <QrCode qr={qr} label={t('console.scan', { address })} />
          <p className="hall-code">{code}</p>
        </>
      )}
      <ul>
        {meeting.lines.map(({ line, zone, who, came, seats }) => (
          <li key={line}>
            {t(`zone.${zone}`)} {who} {came}/{seats}
          </li>
        ))}
      </ul>
    </section>
  )
}
