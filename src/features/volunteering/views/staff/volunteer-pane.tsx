import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { dateOf, type LocalDate } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { SendDialog, type Sending } from '../../../../platform/ui/console/send-dialog.tsx'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { COURSES } from '../../rules/kinds.ts'
import { useHours } from '../when.tsx'
import { VOLUNTEERS, type Volunteer, type VolunteerDetail } from './data.ts'
import { choice, day, line } from './deed.tsx'

type Seen = { readonly name: string; readonly number: string; readonly phone: string; readonly guardian: string }
const SEEN_SECONDS = 30

const See = ({
  id,
  onSeen,
  onClose,
}: {
  readonly id: string
  readonly onSeen: (seen: Seen) => void
  readonly onClose: () => void
}) => {
  const t = useT('volunteering')
  const see = useAction<object, Seen>(
    (body, { api, key }) => api.send('POST', `${VOLUNTEERS}/${id}/see`, body, { key }),
    [],
  )
  return (
    <AskDialog
      title={t('console.see')}
      ok={t('console.see')}
      error={see.error}
      busy={see.isPending}
      onCancel={onClose}
      onAnswer={answers => see.mutate({ ...answers, purpose: 'volunteers' }, { onSuccess: onSeen })}
      fields={[{ name: 'reason', kind: 'long', label: t('field.reason') }]}
    >
      <p className="why">{t('does.see')}</p>
    </AskDialog>
  )
}

/** One volunteer beside the list: what they can do, training, honours, and what can be entered. */
export const VolunteerPane = ({ row }: { readonly row: Volunteer }) => {
  const t = useT('volunteering')
  const { date } = useFormat()
  const hours = useHours()
  const today = dateOf(useNow())
  const [deed, setDeed] = useState<Sending | null>(null)
  const [seeing, setSeeing] = useState(false)
  const [seen, setSeen] = useState<Seen | null>(null)
  const detail = useGet<VolunteerDetail>(`${VOLUNTEERS}/${row.id}`).data
  useEffect(() => {
    if (seen === null) return
    const timer = setTimeout(() => setSeen(null), SEEN_SECONDS * 1000)
    return () => clearTimeout(timer)
  }, [seen])
  if (detail === undefined) return null
  const keeps = detail.may.includes('keep')
  const at = (verb: string) => `${VOLUNTEERS}/${row.id}/${verb}`
  const start = (verb: string, fields: Sending['fields']) => () =>
    setDeed({ title: t(`console.${verb}`), path: at(verb), renews: [VOLUNTEERS], fields })
  return (
    <article>
      <h2>{detail.who}</h2>
      <p className="meta">{[detail.no, detail.areaName, t(`joinedBy.${detail.joinedBy}`)].join(' · ')}</p>
      <div className="row-actions">
        {keeps && (
          <>
            <Button onClick={() => setSeeing(true)}>{t('console.see')}</Button>
            <Button
              onClick={start('training', [
                choice(t, 'course', 'course', COURSES),
                day(t, 'on', today),
                { ...day(t, 'until'), optional: true },
              ])}
            >
              {t('console.training')}
            </Button>
            <Button
              onClick={start('honour', [
                { ...line(t, 'name'), label: t('field.honour') },
                line(t, 'by'),
                day(t, 'on', today),
              ])}
            >
              {t('console.honour')}
            </Button>
            {detail.minor && (
              <Button onClick={start('guardian', [line(t, 'guardian')])}>{t('console.guardian')}</Button>
            )}
            <Button onClick={start('state', [choice(t, 'state', 'state', ['active', 'paused', 'left'])])}>
              {t('console.state')}
            </Button>
          </>
        )}
      </div>
      {seen !== null && (
        <div role="status">
          <Facts
            items={[
              { term: t('field.name'), value: seen.name },
              { term: t('field.number'), value: seen.number },
              { term: t('field.phone'), value: seen.phone },
              ...(seen.guardian === '' ? [] : [{ term: t('field.guardian'), value: seen.guardian }]),
            ]}
          />
          <p className="why">{t('console.seen', { seconds: SEEN_SECONDS })}</p>
        </div>
      )}
      <Facts
        items={[
          { term: t('figure.hours'), value: `${hours(detail.minutes)} · ${detail.services}` },
          { term: t('field.skills'), value: detail.skills.map(one => t(`skill.${one}`)).join('、') || '—' },
          { term: t('field.languages'), value: detail.languages.map(one => t(`language.${one}`)).join('、') || '—' },
          { term: t('field.wishes'), value: detail.wishes.map(one => t(`topic.${one}`)).join('、') || '—' },
          { term: t('field.reach'), value: t(`reach.${detail.reach}`) },
          ...(detail.guardian === '' ? [] : [{ term: t('field.guardian'), value: detail.guardian }]),
        ]}
      />
      <List>
        {detail.training.map(({ course, on, until }) => (
          <ListRow
            key={`${course} ${on}`}
            title={t(`course.${course}`)}
            meta={[date(on as LocalDate), until === null ? '' : date(until as LocalDate)]
              .filter(part => part !== '')
              .join(' – ')}
          />
        ))}
        {detail.honours.map(({ name, by, on }) => (
          <ListRow key={`${name} ${on}`} title={name} meta={`${by} · ${date(on as LocalDate)}`} />
        ))}
      </List>
      {deed !== null && <SendDialog sending={deed} onClose={() => setDeed(null)} />}
      {seeing && (
        <See
          id={row.id}
          onClose={() => setSeeing(false)}
          onSeen={answer => {
            setSeeing(false)
            setSeen(answer)
          }}
        />
      )}
    </article>
  )
}
