import type { Said } from '../../../../platform/http/types.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Sign } from '../../../../platform/ui/parts/sign.tsx'
import type { ShownLine, ShownMeeting } from '../../shown-topic.ts'

export type HallProps = {
  readonly code: string
  readonly no: string
  readonly title: string
  readonly place: string
  readonly meeting: ShownMeeting | null
  readonly lines: readonly ShownLine[]
  readonly open: boolean
  readonly seat: { readonly line: number; readonly seat: number } | null
  readonly turn: { readonly turn: number; readonly speaking: boolean } | null
  readonly said: readonly Said[]
  readonly errors: readonly FieldError[]
}

/** In the hall: sign in to a seat, see the agenda, ask for the floor. */
export const Hall = (props: HallProps) => {
  const t = useT('deliberation')
  const { date } = useFormat()
  const { title, place, meeting, no, said, errors } = props
  return (
    <Shell
      failed={errors.length > 0}
      tab="/open/work-orders"
      back={{ href: '/open/deliberations', label: t('pages.list.title') }}
    >
      <h1 className="serif">{title}</h1>
      <p className="meta">
        {[place, meeting === null ? '' : `${date(meeting.on)} ${meeting.time} ${meeting.place}`]
          .filter(part => part !== '')
          .join(' · ')}
      </p>
      <ErrorSummary errors={errors} />
      <RefusalNotice said={said.filter(one => one.pointer === undefined)} />
      {props.seat === null ? <SignIn {...props} /> : <Seated {...props} />}
      {meeting !== null && (
        <section>
          <h2>{t('pages.notice.agenda')}</h2>
          <ol className="numbered">
            {meeting.agenda.map(point => (
              <li key={point}>{point}</li>
            ))}
          </ol>
        </section>
      )}
      <p className="after">
        <LinkButton href={`/open/deliberations/${no}`}>{t('pages.hall.topic')}</LinkButton>
      </p>
    </Shell>
  )
}

const SignIn = ({ code, lines, open, errors }: HallProps) => {
  const t = useT('deliberation')
  if (!open) return <p>{t('pages.hall.closed')}</p>
  return (
    <Form action={`/meet/${code}`}>
      <Field
        kind="radio"
        name="line"
        label={t('pages.hall.as')}
        errors={errors}
        options={lines.map(({ line, who, zone, party }) => ({
          value: String(line),
          label: who,
          hint: `${t(`party.${party}`)} · ${t(`zone.${zone}`)}`,
        }))}
      />
      <Button full>{t('pages.hall.signIn')}</Button>
    </Form>
  )
}

const Seated = ({ code, lines, seat, turn, open }: HallProps) => {
  const t = useT('deliberation')
  const line = lines.find(each => each.line === seat?.line)
  return (
    <section>
      <p>
        <Sign name="done" />{' '}
        <b>
          {t('pages.hall.seated', {
            who: line?.who ?? '',
            zone: t(`zone.${line?.zone ?? 'audience'}`),
            seat: seat?.seat ?? 0,
          })}
        </b>
      </p>
      {turn !== null && <p>{t(turn.speaking ? 'pages.hall.speaking' : 'pages.hall.waiting', { turn: turn.turn })}</p>}
      {turn === null && open && (
        <Form action={`/meet/${code}/speak`}>
          <Button full>{t('pages.hall.speak')}</Button>
        </Form>
      )}
    </section>
  )
}
