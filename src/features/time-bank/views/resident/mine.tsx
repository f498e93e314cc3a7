import type { Said } from '../../../../platform/http/types.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Actions, Button, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownMine } from '../../shown.ts'
import { useHours } from '../hours.ts'
import { SchemeFacts } from '../public/list.tsx'

export type MineProps = ShownMine & { readonly said: readonly Said[] }

const PATH = '/my/time-bank'

/** One's own time: what can be exchanged, what is honour, what moved, what can be paid for. */
export const MyTimeBank = ({ accounts, payable, joinable, volunteer, said }: MineProps) => {
  const t = useT('time-bank')
  return (
    <Shell tab="/my/reports">
      <h1>{t('pages.mine.title')}</h1>
      <RefusalNotice said={said} />
      {accounts.length === 0 && joinable === null && (
        <Empty title={t(volunteer ? 'pages.mine.none' : 'pages.mine.volunteerFirst')}>
          {!volunteer && (
            <LinkButton tone="primary" href="/my/volunteering">
              {t('pages.mine.toVolunteer')}
            </LinkButton>
          )}
        </Empty>
      )}
      {accounts.map(account => (
        <AccountPart
          key={account.id}
          account={account}
          payable={payable}
          others={accounts.filter(({ scheme }) => scheme.id !== account.scheme.id && scheme.closedOn === null)}
        />
      ))}
      {joinable !== null && (
        <section>
          <h2>{t('pages.mine.join', { name: joinable.name })}</h2>
          <SchemeFacts scheme={joinable} />
          <Form action={`${PATH}/schemes/${joinable.id}/join`}>
            <Field
              kind="checkbox"
              name="read"
              label={t('field.guarantee')}
              options={[{ value: 'true', label: t('pages.mine.read') }]}
            />
            <Button full>{t('pages.mine.doJoin')}</Button>
          </Form>
        </section>
      )}
      <Actions>
        <LinkButton href="/open/time-banks">{t('pages.list.title')}</LinkButton>
      </Actions>
    </Shell>
  )
}

const AccountPart = ({
  account,
  payable,
  others,
}: {
  readonly account: ShownMine['accounts'][number]
  readonly payable: ShownMine['payable']
  /** Other schemes the member belongs to, where hours can be taken along. */
  readonly others: ShownMine['accounts']
}) => {
  const t = useT('time-bank')
  const hours = useHours()
  const { date } = useFormat()
  const at = `${PATH}/members/${account.id}`
  return (
    <section>
      <h2>{account.scheme.name}</h2>
      <Facts
        items={[
          { term: t('field.redeem'), value: hours(account.redeem) },
          { term: t('field.honour'), value: hours(account.honour) },
        ]}
      />
      {payable.length > 0 && (
        <List>
          {payable.map(service => (
            <ListRow
              key={service.id}
              title={service.title}
              meta={`${date(service.from)} · ${service.who} · ${hours(service.minutes)}`}
            >
              <Form action={`${at}/spend`}>
                <Button name="service" value={service.id}>
                  {t('pages.mine.spend', { hours: hours(service.minutes) })}
                </Button>
              </Form>
            </ListRow>
          ))}
        </List>
      )}
      {account.redeem > 0 && account.scheme.rules.donate && (
        <details>
          <summary>{t('pages.mine.donate')}</summary>
          <Form action={`${at}/donate`}>
            <Field kind="number" name="minutes" label={t('field.minutes')} value="60" />
            <Button tone="plain">{t('pages.mine.donate')}</Button>
          </Form>
        </details>
      )}
      {account.redeem > 0 && others.length > 0 && (
        <details>
          <summary>{t('pages.mine.transfer')}</summary>
          <Form action={`${at}/transfer`}>
            <Field
              kind="select"
              name="to"
              label={t('field.to')}
              options={others.map(({ scheme }) => ({ value: scheme.id, label: scheme.name }))}
            />
            <Field kind="number" name="minutes" label={t('field.minutes')} value={String(account.redeem)} />
            <Button tone="plain">{t('pages.mine.transfer')}</Button>
          </Form>
        </details>
      )}
      <h3>{t('pages.mine.moves')}</h3>
      {account.moves.length === 0 ? (
        <p className="meta">{t('pages.mine.noMoves')}</p>
      ) : (
        <List>
          {account.moves.map(move => (
            <ListRow
              key={`${move.id} ${move.of}`}
              title={t(`kind.${move.kind}`)}
              chips={move.of === 'honour' ? <Chip>{t('field.honour')}</Chip> : undefined}
              aside={hours(move.minutes)}
              meta={move.note === '' ? date(move.on) : `${date(move.on)} · ${move.note}`}
            />
          ))}
        </List>
      )}
    </section>
  )
}
