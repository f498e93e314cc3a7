import type { LocalDate } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Basis } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, Facts } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownScheme } from '../../shown.ts'
import { useHours } from '../hours.ts'

/** The rules of a scheme in words, and who makes it good: read before anybody joins (D-044). */
export const SchemeFacts = ({
  scheme,
}: {
  readonly scheme: Pick<ShownScheme, 'guarantee' | 'pool' | 'issued'> & {
    readonly rules: Omit<ShownScheme['rules'], 'from' | 'overflow'> & { readonly overflow: string }
  }
}) => {
  const t = useT('time-bank')
  const hours = useHours()
  const { rules } = scheme
  const yes = (name: 'family' | 'donate' | 'gift' | 'inherit') => (rules[name] ? t(`switch.${name}`) : '')
  const on = (['family', 'donate', 'gift', 'inherit'] as const).map(yes).filter(part => part !== '')
  return (
    <>
      <Facts
        items={[
          { term: t('field.guarantee'), value: scheme.guarantee },
          {
            term: t('field.cap'),
            value: rules.cap === null ? t('pages.noCap') : t(`overflow.${rules.overflow}`, { cap: hours(rules.cap) }),
          },
          { term: t('field.uses'), value: [t('switch.spend'), ...on].join(' · ') },
          {
            term: t('field.expiry'),
            value:
              rules.expiryMonths === null ? t('pages.noExpiry') : t('pages.expiry', { months: rules.expiryMonths }),
          },
          { term: t('field.pool'), value: hours(scheme.pool) },
          { term: t('field.issued'), value: hours(scheme.issued) },
        ]}
      />
      <Basis items={[{ kind: 'local', note: rules.basis }]} />
    </>
  )
}

/** Time banks of the city: their rules, their care pool, what is promised. */
export const TimeBankList = ({ items }: { readonly items: readonly ShownScheme[] }) => {
  const t = useT('time-bank')
  const { date } = useFormat()
  return (
    <Shell tab="/open/work-orders" meta={{ ColumnName: t('pages.list.title') }}>
      <h1>{t('pages.list.title')}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
      <Actions>
        <LinkButton tone="primary" href="/my/time-bank">
          {t('pages.mine.title')}
        </LinkButton>
        <LinkButton href="/open/volunteering">{t('pages.list.volunteering')}</LinkButton>
      </Actions>
      {items.length === 0 && <Empty title={t('pages.list.none')} />}
      {items.map(scheme => (
        <section key={scheme.id}>
          <h2>{scheme.name}</h2>
          <p className="chips">
            <Chip>{scheme.areaName}</Chip>
            {scheme.closedOn !== null && (
              <Chip tone="late">{t('pages.closed', { date: date(scheme.closedOn as LocalDate) })}</Chip>
            )}
          </p>
          <SchemeFacts scheme={scheme} />
        </section>
      ))}
      <p className="why">{t('pages.list.noCash')}</p>
    </Shell>
  )
}
