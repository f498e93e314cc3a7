import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Basis } from '../../../../platform/ui/parts/basis.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { Disclosed } from '../../routes-open.ts'
import { yuan } from '../money.ts'

const PATH = '/open/funds'
const COLUMNS = ['paid', 'earned', 'used', 'balance'] as const

/** One fund as everybody may see it: sums of buildings, what it paid for, its bonds. Nothing of one unit, no names. */
export const FundPage = (props: Disclosed) => {
  const { fund, total, bases, bundle } = props
  const t = useT('maintenance-fund')
  if (fund === null) return null
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: PATH, label: t('pages.list.title') }}
      tools={
        <span className="wide-only">
          <PrintButton />
        </span>
      }
      meta={{ ColumnName: t('pages.list.title'), ArticleTitle: fund.name, ContentSource: fund.areaName }}
    >
      <PrintHead title={fund.name} />
      <h1 className="matter serif">{t('pages.fund.title', { name: fund.name })}</h1>
      <p className="meta">{[fund.areaName, t('pages.list.keeper', { name: fund.keeper })].join(' · ')}</p>
      {total === null ? <p>{t('pages.fund.few')}</p> : <Total {...props} />}
      <p>
        <LinkButton href="/my/fund" tone="primary">
          {t('pages.fund.mine')}
        </LinkButton>
      </p>
      {total !== null && <Buildings {...props} />}
      <Uses {...props} />
      <Bonds {...props} />
      <section>
        <h2>{t('pages.fund.kept')}</h2>
        <Kept {...props} />
      </section>
      <Basis items={bases} />
      <DoNotTrustUs
        actions={
          <LinkButton href={bundle} tone="primary" download>
            {t('pages.fund.bundle')}
          </LinkButton>
        }
      >
        {t('pages.fund.proves')}
      </DoNotTrustUs>
    </Shell>
  )
}

const Total = ({ total }: Disclosed) => {
  const t = useT('maintenance-fund')
  if (total === null) return null
  const money = (amount: string): string => t('yuan', { amount: yuan(amount) })
  return (
    <Facts
      items={[
        { term: t('sum.balance'), value: <b>{money(total.balance)}</b> },
        { term: t('sum.paid'), value: money(total.paid) },
        { term: t('sum.earned'), value: money(total.earned) },
        { term: t('sum.used'), value: money(total.used) },
        ...(total.held === '0' ? [] : [{ term: t('sum.held'), value: money(total.held) }]),
        ...(total.other === '0' ? [] : [{ term: t('sum.other'), value: money(total.other) }]),
        { term: t('sum.units'), value: t('pages.fund.units', { count: total.units }) },
      ]}
    />
  )
}

const Buildings = ({ buildings }: Disclosed) => {
  const t = useT('maintenance-fund')
  return (
    <section>
      <h2>{t('pages.fund.buildings')}</h2>
      <DataTable
        caption={t('pages.fund.inYuan')}
        stack
        rows={buildings}
        rowKey={row => row.buildings.join(' ')}
        columns={[
          {
            key: 'building',
            head: t('field.building'),
            names: true,
            cell: row => row.buildings.map(building => t('pages.fund.building', { building })).join('、'),
          },
          { key: 'units', head: t('sum.units'), figures: true, cell: row => row.units },
          ...COLUMNS.map(name => ({
            key: name,
            head: t(`sum.${name}`),
            figures: true,
            cell: (row: Disclosed['buildings'][number]) => yuan(row[name]),
          })),
        ]}
      />
      <p className="why">{t('pages.fund.private')}</p>
    </section>
  )
}

const Uses = ({ uses }: Disclosed) => {
  const t = useT('maintenance-fund')
  const { date } = useFormat()
  return (
    <section>
      <h2>{t('pages.fund.uses')}</h2>
      {uses.length === 0 ? (
        <p>{t('pages.fund.noUses')}</p>
      ) : (
        <List>
          {uses.map(({ use, no, title, on, units, fen }) => (
            <ListRow
              key={use}
              title={title === '' ? t('pages.fund.use') : title}
              {...(no === '' ? {} : { href: `/open/fund-uses/${no}` })}
              aside={t('yuan', { amount: yuan(fen) })}
              meta={[no, date(on as never), t('pages.fund.shared', { count: units })]
                .filter(part => part !== '')
                .join(' · ')}
            />
          ))}
        </List>
      )}
    </section>
  )
}

const Bonds = ({ bonds }: Disclosed) => {
  const t = useT('maintenance-fund')
  const { date } = useFormat()
  if (bonds.length === 0) return null
  return (
    <section>
      <h2>{t('pages.fund.bonds')}</h2>
      <List>
        {bonds.map(({ id, name, fen, boughtOn, maturesOn, redeemedOn }) => (
          <ListRow
            key={id}
            title={name}
            aside={t('yuan', { amount: yuan(fen) })}
            meta={
              redeemedOn === null
                ? t('pages.fund.matures', { from: date(boughtOn), to: date(maturesOn) })
                : t('pages.fund.redeemed', { on: date(redeemedOn) })
            }
          />
        ))}
      </List>
    </section>
  )
}

const Kept = ({ fund, reconciledTo, costFen, rate, renewPercent }: Disclosed) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  const { date } = useFormat()
  if (fund === null) return null
  return (
    <>
      <Facts
        items={[
          { term: t('field.bank'), value: t('pages.fund.account', { bank: fund.bank, tail: fund.bankTail }) },
          { term: t('field.openedOn'), value: date(fund.openedOn) },
          {
            term: t('field.reconciledTo'),
            value: reconciledTo === null ? t('pages.fund.notReconciled') : date(reconciledTo),
          },
          {
            term: t('field.first'),
            value:
              costFen === null
                ? t('pages.fund.costUnset', { rate: rate / 100 })
                : t('pages.fund.cost', { cost: yuan(costFen), rate: rate / 100 }),
          },
          { term: t('field.renew'), value: t('pages.fund.renew', { percent: renewPercent }) },
        ]}
      />
      <p className="meta">
        <a href={href(`/open/estates/${fund.id}`)}>{t('pages.fund.estate')}</a>
      </p>
    </>
  )
}
