import type { Instant } from '../../../../kernel/time.ts'
import type { Said } from '../../../../platform/http/types.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Actions, Button, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownMine } from '../../mine.ts'
import { State, useHours, useReasons, useWhen } from '../when.tsx'
import { MyCertificates } from './certificates.tsx'
import { Noted, Rating } from './saying.tsx'

export type MineProps = { readonly mine: ShownMine | null; readonly level: string; readonly said: readonly Said[] }

const PATH = '/my/volunteering'

/** A volunteer's own page: who asks, where one is expected, what is to be confirmed, hours and certificates. */
export const MyVolunteering = ({ mine, said }: MineProps) => {
  const t = useT('volunteering')
  return (
    <Shell tab="/my/reports">
      <h1>{t('pages.mine.title')}</h1>
      <RefusalNotice said={said} />
      {mine === null ? (
        <Empty title={t('pages.mine.none')}>
          <LinkButton tone="primary" href={`${PATH}/join`}>
            {t('pages.mine.join')}
          </LinkButton>
        </Empty>
      ) : (
        <Mine mine={mine} />
      )}
      <Actions>
        <LinkButton href="/open/volunteering">{t('pages.mine.find')}</LinkButton>
        <LinkButton href="/volunteer-in">{t('pages.mine.checkIn')}</LinkButton>
        <LinkButton href="/my/help">{t('pages.help.title')}</LinkButton>
        <LinkButton href="/my/time-bank">{t('pages.mine.timeBank')}</LinkButton>
      </Actions>
    </Shell>
  )
}

const Mine = ({ mine }: { readonly mine: ShownMine }) => {
  const t = useT('volunteering')
  const hours = useHours()
  return (
    <>
      <p className="chips">
        <Chip tone={mine.state === 'active' ? 'ok' : 'plain'}>{t(`state.${mine.state}`)}</Chip>
        {mine.stars > 0 && <Chip tone="ok">{t('pages.mine.stars', { count: mine.stars })}</Chip>}
        {mine.minor && !mine.guardian && <Chip tone="warn">{t('pages.mine.guardian')}</Chip>}
      </p>
      <Facts
        items={[
          { term: t('field.no'), value: mine.no },
          { term: t('field.community'), value: mine.areaName },
          { term: t('figure.hours'), value: t('pages.mine.hours', { hours: hours(mine.minutes), count: mine.count }) },
        ]}
      />
      <Actions>
        <LinkButton href={`${PATH}/join`}>{t('pages.join.change')}</LinkButton>
        <Form action={`${PATH}/state`}>
          <Button tone="plain" name="state" value={mine.state === 'active' ? 'paused' : 'active'}>
            {t(mine.state === 'active' ? 'pages.mine.pause' : 'pages.mine.resume')}
          </Button>
        </Form>
      </Actions>
      <Asks asks={mine.asks} />
      <Signups signups={mine.signups} />
      <Services services={mine.services} />
      <MyCertificates mine={mine} />
    </>
  )
}

const Asks = ({ asks }: { readonly asks: ShownMine['asks'] }) => {
  const t = useT('volunteering')
  const when = useWhen()
  const reasons = useReasons()
  if (asks.length === 0) return null
  return (
    <section>
      <h2>{t('pages.mine.asks')}</h2>
      <List>
        {asks.map(ask => (
          <ListRow
            key={ask.id}
            title={ask.text}
            href={`${PATH}/matches/${ask.id}`}
            chips={<State of="match" state={ask.state} />}
            meta={[when(ask.from, ask.to), reasons(ask.reasons)].join(' · ')}
          />
        ))}
      </List>
    </section>
  )
}

const Signups = ({ signups }: { readonly signups: ShownMine['signups'] }) => {
  const t = useT('volunteering')
  const when = useWhen()
  if (signups.length === 0) return null
  return (
    <section>
      <h2>{t('pages.mine.signups')}</h2>
      <List>
        {signups.map(one => (
          <ListRow
            key={one.id}
            title={one.activity.title}
            href={`/open/volunteering/${one.activity.no}`}
            chips={<State of="signup" state={one.state} />}
            meta={[
              when(one.from, one.to),
              one.activity.place,
              one.state === 'waiting' ? t('pages.mine.ahead', { count: one.ahead }) : '',
            ]
              .filter(part => part !== '')
              .join(' · ')}
          >
            {(one.state === 'taken' || one.state === 'waiting') && !one.over && (
              <Form action={`${PATH}/signups/${one.id}/leave`}>
                <Button tone="plain">{t('pages.mine.leave')}</Button>
              </Form>
            )}
            {one.state === 'no-show' && one.contested === '' && (
              <Noted
                action={`${PATH}/signups/${one.id}/contest`}
                open={t('pages.mine.contest')}
                label={t('pages.mine.contestWhy')}
              />
            )}
          </ListRow>
        ))}
      </List>
    </section>
  )
}

const Services = ({ services }: { readonly services: ShownMine['services'] }) => {
  const t = useT('volunteering')
  const when = useWhen()
  const hours = useHours()
  const { date } = useFormat()
  const href = useHref()
  if (services.length === 0) return null
  return (
    <section>
      <h2>{t('pages.mine.services')}</h2>
      <List>
        {services.map(one => (
          <ListRow
            key={one.id}
            title={`${date(one.from as Instant)} ${one.title}`}
            chips={<State of="service" state={one.state} />}
            aside={hours(one.minutes)}
            meta={[when(one.from, one.to), t(`topic.${one.topic}`), ...one.flags.map(flag => t(`flag.${flag}`))].join(
              ' · ',
            )}
          >
            {one.note !== '' && <p className="said">{one.note}</p>}
            {one.state === 'claimed' && !one.mySay && (
              <Form action={`${PATH}/services/${one.id}/confirm`}>
                <Button>{t('pages.mine.confirm')}</Button>
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
      <p className="meta">
        <a href={href('/open/volunteering-figures')}>{t('pages.figures.title')}</a>
      </p>
    </section>
  )
}
