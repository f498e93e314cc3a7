import type { Instant } from '../../../kernel/time.ts'
import type { Level } from '../../../platform/identity/types.ts'
import { useAround, useFormat, useT } from '../../../platform/ui/context.tsx'
import { Chip } from '../../../platform/ui/parts/chip.tsx'
import { Actions, Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../platform/ui/parts/form.tsx'
import { Facts, List, ListRow } from '../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type AccountProps = {
  readonly level: Level
  /** Masked; empty when there is none. */
  readonly phone: string
  readonly staff: boolean
  readonly claim: { readonly state: string; readonly askedAt: Instant; readonly reason: string } | null
  readonly changes: readonly { readonly from: Level; readonly to: Level; readonly how: string; readonly at: Instant }[]
  readonly links: readonly { readonly id: string; readonly name: string; readonly linkedAt: Instant }[]
  readonly offered: readonly { readonly id: string; readonly name: string; readonly linked: boolean }[]
  readonly represents: readonly { readonly id: string; readonly name: string }[]
  readonly onBehalf: string | null
  readonly errors: readonly FieldError[]
}

/** Who I am here: level and how to raise it, services tied to the account, for whom I act, where I am signed in. */
export const Account = (props: AccountProps) => {
  const t = useT('real-name')
  return (
    <Shell failed={props.errors.length > 0} tab="/my/reports">
      <h1>{t('account.title')}</h1>
      <ErrorSummary errors={props.errors} />
      {props.onBehalf !== null && <Represented name={props.onBehalf} />}
      <LevelPart {...props} />
      {(props.offered.length > 0 || props.links.length > 0) && <Links {...props} />}
      {props.onBehalf === null && props.represents.length > 0 && <Represent services={props.represents} />}
      <Actions>
        <LinkButton href="/me/sessions">{t('account.sessions')}</LinkButton>
      </Actions>
    </Shell>
  )
}

const LevelPart = ({ level, phone, staff, claim, changes }: AccountProps) => {
  const t = useT('real-name')
  const format = useFormat()
  const highest = level === 'L3'
  return (
    <section>
      <h2>{t('level.title')}</h2>
      <Facts
        items={[
          { term: t('level.now'), value: <b>{t(`level.${level}`)}</b> },
          ...(phone === '' ? [] : [{ term: t('account.phone'), value: phone }]),
          ...changes.map(change => ({
            term: format.moment(change.at),
            value: t('level.change', {
              from: t(`level.${change.from}`),
              to: t(`level.${change.to}`),
              how: t(`how.${change.how}`),
            }),
          })),
        ]}
      />
      <p className="why">{t('level.why')}</p>
      {!highest && !staff && <Raise level={level} claim={claim} />}
    </section>
  )
}

const Raise = ({ level, claim }: Pick<AccountProps, 'level' | 'claim'>) => {
  const t = useT('real-name')
  const format = useFormat()
  const { phone } = useAround()
  const waits = claim?.state === 'waiting'
  return (
    <>
      <h3>{t('raise.title')}</h3>
      {claim !== null && waits && (
        <>
          <p>
            <Chip tone="warn">{t('raise.waiting')}</Chip>{' '}
            {t('raise.waitingSince', { at: format.moment(claim.askedAt) })}
          </p>
          <Form action="/me/account/real-name/take-back">
            <Button tone="plain">{t('raise.takeBack')}</Button>
          </Form>
        </>
      )}
      {claim?.state === 'refused' && (
        <p>
          <Chip tone="late">{t('raise.refused')}</Chip> {t(`reasons.${claim.reason}`)}
        </p>
      )}
      <ul className="plain-list">
        {level !== 'L2' && <li>{t('raise.toL2')}</li>}
        <li>{t('raise.toL3')}</li>
        <li>{t('raise.counter', { phone })}</li>
      </ul>
      {level !== 'L2' && !waits && (
        <Actions>
          <LinkButton tone="primary" href="/me/account/real-name">
            {t('raise.start')}
          </LinkButton>
        </Actions>
      )}
    </>
  )
}

const Links = ({ links, offered }: AccountProps) => {
  const t = useT('real-name')
  const format = useFormat()
  return (
    <section>
      <h2>{t('links.title')}</h2>
      <p className="why">{t('links.why')}</p>
      {links.length > 0 && (
        <List>
          {links.map(link => (
            <ListRow key={link.id} title={link.name} meta={t('links.since', { at: format.moment(link.linkedAt) })}>
              <Form action="/me/account/unlink">
                <input type="hidden" name="link" value={link.id} />
                <Button tone="plain">{t('links.unlink', { service: link.name })}</Button>
              </Form>
            </ListRow>
          ))}
        </List>
      )}
      <Actions>
        {offered
          .filter(one => !one.linked)
          .map(one => (
            <LinkButton key={one.id} href={`/me/account/link/${one.id}`}>
              {t('links.link', { service: one.name })}
            </LinkButton>
          ))}
      </Actions>
    </section>
  )
}

const Represent = ({ services }: { readonly services: AccountProps['represents'] }) => {
  const t = useT('real-name')
  return (
    <section>
      <h2>{t('represent.title')}</h2>
      <p className="why">{t('represent.why')}</p>
      <Actions>
        {services.map(one => (
          <LinkButton key={one.id} href={`/me/account/organisation/${one.id}`}>
            {t('represent.start', { service: one.name })}
          </LinkButton>
        ))}
      </Actions>
    </section>
  )
}

const Represented = ({ name }: { readonly name: string }) => {
  const t = useT('real-name')
  return (
    <section>
      <h2>{t('represent.now', { name })}</h2>
      <p className="why">{t('represent.nowWhy')}</p>
      <Form action="/me/account/self">
        <Button tone="plain">{t('represent.end')}</Button>
      </Form>
    </section>
  )
}
