import type { Said } from '../../../../platform/http/types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Actions, Button, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownHelp } from '../../mine.ts'
import { State, useHours, useWhen } from '../when.tsx'
import { Noted, Rating } from './saying.tsx'

export type HelpProps = ShownHelp & { readonly said: readonly Said[] }

const PATH = '/my/help'

/** What I asked for, who comes, and what I am asked to confirm. Help costs nothing (条例 21). */
export const MyHelp = ({ needs, services, said }: HelpProps) => {
  const t = useT('volunteering')
  const when = useWhen()
  const hours = useHours()
  return (
    <Shell tab="/my/reports">
      <h1>{t('pages.help.title')}</h1>
      <p className="lead">{t('pages.help.lead')}</p>
      <RefusalNotice said={said} />
      <Actions>
        <LinkButton tone="primary" href={`${PATH}/new`}>
          {t('pages.ask.title')}
        </LinkButton>
      </Actions>
      {services.length > 0 && (
        <section>
          <h2>{t('pages.help.services')}</h2>
          <List>
            {services.map(one => (
              <ListRow
                key={one.id}
                title={one.title}
                chips={<State of="service" state={one.state} />}
                aside={hours(one.minutes)}
                meta={[when(one.from, one.to), one.who].join(' · ')}
              >
                {one.state === 'claimed' && !one.mySay && (
                  <Form action={`${PATH}/services/${one.id}/confirm`}>
                    <Button>{t('pages.help.confirm')}</Button>
                  </Form>
                )}
                {(one.state === 'claimed' || one.state === 'agreed') && (
                  <Noted
                    action={`${PATH}/services/${one.id}/dispute`}
                    open={t('pages.mine.dispute')}
                    label={t('pages.mine.disputeWhy')}
                  />
                )}
                {one.state === 'recorded' && !one.rated && (
                  <Rating action={`${PATH}/services/${one.id}/rate`} label={t('pages.mine.rate')} name={one.id} />
                )}
              </ListRow>
            ))}
          </List>
        </section>
      )}
      <section>
        <h2>{t('pages.help.needs')}</h2>
        {needs.length === 0 ? (
          <Empty title={t('pages.help.none')} />
        ) : (
          <List>
            {needs.map(need => (
              <ListRow
                key={need.id}
                title={need.text}
                chips={<State of="need" state={need.state} />}
                meta={[
                  when(need.from, need.to),
                  t(`topic.${need.topic}`),
                  need.helper === null ? '' : t('pages.help.comes', { who: need.helper.who }),
                ]
                  .filter(part => part !== '')
                  .join(' · ')}
              >
                {need.note !== '' && <p className="said">{need.note}</p>}
                {need.state === 'agreed' && need.over && need.helper !== null && (
                  <Form action={`${PATH}/matches/${need.helper.id}/missed`}>
                    <Button tone="plain">{t('pages.help.missed')}</Button>
                  </Form>
                )}
                {(need.state === 'open' || need.state === 'agreed') && (
                  <Noted
                    action={`${PATH}/needs/${need.id}/close`}
                    open={t('pages.help.close')}
                    label={t('pages.help.closeWhy')}
                  />
                )}
              </ListRow>
            ))}
          </List>
        )}
      </section>
    </Shell>
  )
}
