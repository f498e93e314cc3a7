import { Button } from 'antd'
import { useState } from 'react'
import { dateOf, type Instant } from '../../../../kernel/time.ts'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { SendDialog, type Sending } from '../../../../platform/ui/console/send-dialog.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { clockOf, State, useHours, useReasons, useWhen } from '../when.tsx'
import { MATCHES, NEEDS, type Need, type NeedDetail } from './data.ts'
import { line, long, when } from './deed.tsx'

const yesNo = (t: (key: string) => string) => [
  { value: 'true', label: t('console.yes') },
  { value: 'false', label: t('console.no') },
]

/** One need beside the list: who could help and why, and who was asked. */
export const NeedPane = ({ row }: { readonly row: Need }) => {
  const t = useT('volunteering')
  const span = useWhen()
  const hours = useHours()
  const why = useReasons()
  const [deed, setDeed] = useState<Sending | null>(null)
  const need = useGet<NeedDetail>(`${NEEDS}/${row.id}`).data
  if (need === undefined) return null
  const runs = need.may.includes('run')
  const start =
    (title: string, path: string, fields: Sending['fields'], more: Partial<Sending> = {}) =>
    () =>
      setDeed({ title: t(title), path, renews: [NEEDS], fields, ...more })
  const insurance = need.risk === 'bodily' ? [{ ...line(t, 'insurance'), label: t('field.insuranceNo') }] : []
  const did = when(t, dateOf(need.from as Instant)).map(field =>
    field.name === 'from'
      ? { ...field, initial: clockOf(need.from as Instant) }
      : field.name === 'to'
        ? { ...field, initial: clockOf(need.to as Instant) }
        : field,
  )
  return (
    <article>
      <h2>{need.text}</h2>
      <p className="meta">{[need.no, need.areaName, span(need.from as Instant, need.to as Instant)].join(' · ')}</p>
      {runs && (need.state === 'open' || need.state === 'agreed') && (
        <div className="row-actions">
          <Button
            danger
            onClick={start('console.closeNeed', `${NEEDS}/${row.id}/close`, [long(t, 'note')], { danger: true })}
          >
            {t('console.closeNeed')}
          </Button>
        </div>
      )}
      <Facts
        items={[
          { term: t('field.state'), value: <State of="need" state={need.state} /> },
          { term: t('field.topic'), value: t(`topic.${need.topic}`) },
          { term: t('field.skill'), value: need.skill === null ? '—' : t(`skill.${need.skill}`) },
          { term: t('field.language'), value: need.language === null ? '—' : t(`language.${need.language}`) },
          { term: t('field.risk'), value: t(`risk.${need.risk}`) },
        ]}
      />
      {need.matches.length > 0 && (
        <section>
          <h3>{t('console.asked')}</h3>
          <List>
            {need.matches.map(match => (
              <ListRow
                key={match.id}
                title={match.who}
                chips={<State of="match" state={match.state} />}
                meta={why(match.reasons)}
              >
                {runs && (
                  <div className="row-actions">
                    {match.state === 'asked' && (
                      <Button
                        size="small"
                        onClick={start('console.answer', `${MATCHES}/${match.id}/answer`, [
                          {
                            name: 'accept',
                            kind: 'select',
                            label: t('field.accept'),
                            initial: 'true',
                            options: yesNo(t),
                          },
                          {
                            name: 'risk',
                            kind: 'select',
                            label: t('field.riskTold'),
                            initial: 'false',
                            options: yesNo(t),
                          },
                        ])}
                      >
                        {t('console.answer')}
                      </Button>
                    )}
                    {match.state === 'accepted' && (
                      <>
                        <Button size="small" onClick={start('console.finish', `${MATCHES}/${match.id}/finish`, did)}>
                          {t('console.finish')}
                        </Button>
                        <Button size="small" onClick={start('console.withdraw', `${MATCHES}/${match.id}/withdraw`, [])}>
                          {t('console.withdraw')}
                        </Button>
                        <Button size="small" onClick={start('console.missed', `${MATCHES}/${match.id}/missed`, [])}>
                          {t('console.missed')}
                        </Button>
                      </>
                    )}
                  </div>
                )}
              </ListRow>
            ))}
          </List>
        </section>
      )}
      {need.state === 'open' && (
        <section>
          <h3>{t('console.candidates')}</h3>
          {need.candidates.length === 0 ? (
            <p className="meta">{t('console.noCandidates')}</p>
          ) : (
            <List>
              {need.candidates.map(one => (
                <ListRow
                  key={one.volunteer}
                  title={one.who}
                  aside={t('console.score', { score: one.score })}
                  meta={[one.areaName, hours(one.minutes), why(one.reasons)].join(' · ')}
                >
                  {runs && (
                    <Button
                      size="small"
                      onClick={start('console.ask', `${NEEDS}/${row.id}/ask`, insurance, {
                        says: t('does.ask'),
                        more: { volunteer: one.volunteer },
                      })}
                    >
                      {t('console.ask')}
                    </Button>
                  )}
                </ListRow>
              ))}
            </List>
          )}
        </section>
      )}
      {deed !== null && <SendDialog sending={deed} onClose={() => setDeed(null)} />}
    </article>
  )
}
