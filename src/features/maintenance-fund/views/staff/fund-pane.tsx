import { Button } from 'antd'
import { useState } from 'react'
import type { Instant } from '../../../../kernel/time.ts'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import { yuan } from '../money.ts'
import { Audit } from './audit.tsx'
import { ByHand } from './by-hand.tsx'
import { type FundShown, SOURCE } from './data.ts'
import { DEEDS, type DeedName, FundDeed } from './deed.tsx'
import { AccountsImport, HousingImport } from './import-dialog.tsx'

const COLUMNS = ['paid', 'earned', 'used', 'other', 'balance'] as const

const Sums = ({ fund }: { readonly fund: FundShown }) => {
  const t = useT('maintenance-fund')
  const { date } = useFormat()
  const money = (amount: string): string => t('yuan', { amount: yuan(amount) })
  const some = (name: string, amount: string) =>
    amount === '0' ? [] : [{ term: t(`sum.${name}`), value: money(amount) }]
  return (
    <Facts
      items={[
        { term: t('sum.balance'), value: <b>{money(fund.balanceFen)}</b> },
        { term: t('sum.cash'), value: money(fund.cashFen) },
        ...some('held', fund.heldFen),
        ...some('bonds', fund.bondsFen),
        ...some('pool', fund.poolFen),
        ...some('suspense', fund.suspenseFen),
        {
          term: t('field.reconciledTo'),
          value: fund.reconciledTo === null ? t('pages.fund.notReconciled') : date(fund.reconciledTo as never),
        },
      ]}
    />
  )
}

const Buildings = ({ fund }: { readonly fund: FundShown }) => {
  const t = useT('maintenance-fund')
  return (
    <DataTable
      caption={t('pages.fund.inYuan')}
      rows={fund.buildings}
      rowKey={row => row.buildings.join(' ')}
      columns={[
        { key: 'building', head: t('field.building'), names: true, cell: row => row.buildings.join('、') },
        { key: 'units', head: t('sum.units'), figures: true, cell: row => row.units },
        ...COLUMNS.map(name => ({
          key: name,
          head: t(`sum.${name}`),
          figures: true,
          cell: (row: FundShown['buildings'][number]) => yuan(row[name]),
        })),
      ]}
    />
  )
}

const Course = ({ fund }: { readonly fund: FundShown }) => {
  const t = useT('maintenance-fund')
  return (
    <Timeline
      items={fund.entries.map(entry => ({
        key: String(entry.seq),
        title: t(`entry.${entry.action}`),
        at: entry.at as Instant,
        state: 'done' as const,
        children: (
          <>
            <span className="said">
              {[
                entry.on,
                entry.fen === null ? '' : t('yuan', { amount: yuan(entry.fen) }),
                entry.units === null ? '' : t('pages.fund.units', { count: entry.units }),
              ]
                .filter(part => part !== '')
                .join(' · ')}
            </span>
            {entry.note !== '' && <span className="said">{entry.note}</span>}
            {entry.posting !== null && <code className="said">{entry.posting}</code>}
          </>
        ),
      }))}
    />
  )
}

/** One fund beside the list: what it holds, what waits, and what can be done. */
export const FundPane = ({ id }: { readonly id: string }) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  const [doing, setDoing] = useState<DeedName | 'import' | 'housing' | null>(null)
  const fund = useGet<FundShown>(`${SOURCE}/${id}`).data
  const may = (verb: string): boolean => fund?.may.includes(verb) ?? false
  const to = (page: string) => (): void => navigate(href(`/console/funds/${id}/${page}`))
  const close = (): void => setDoing(null)
  useKeys(t('console.fund'), [
    { key: 'u', label: t('console.units'), run: to('accounts') },
    { key: 'b', label: t('console.bank'), run: to('bank') },
    ...(may('keep') ? [{ key: 'i', label: t('console.import'), run: () => setDoing('import') }] : []),
  ])
  if (fund === undefined) return null
  return (
    <article className="maintenance-fund">
      <h2>{fund.name}</h2>
      <p className="meta">{[fund.areaName, fund.keeper, `${fund.bank} ${fund.bankTail}`].join(' · ')}</p>
      <p className="chips">
        {fund.low > 0 && <Chip tone="warn">{t('console.low', { count: fund.low })}</Chip>}
        {fund.waiting > 0 && <Chip tone="late">{`${t('console.waiting')} ${fund.waiting}`}</Chip>}
        {fund.proposals > 0 && <Chip tone="warn">{t('console.proposals', { count: fund.proposals })}</Chip>}
        {fund.reconcileDue && <Chip tone="late">{t('console.due')}</Chip>}
      </p>
      <div className="row-actions">
        <Button type="primary" onClick={to('accounts')}>
          {t('console.units')} <kbd>u</kbd>
        </Button>
        <Button onClick={to('bank')}>
          {t('console.bank')} <kbd>b</kbd>
        </Button>
        {may('keep') && (
          <Button onClick={() => setDoing('import')}>
            {t('console.import')} <kbd>i</kbd>
          </Button>
        )}
        {may('keep') && <Button onClick={() => setDoing('housing')}>{t('console.housing')}</Button>}
        {DEEDS.filter(deed => may(deed === 'paper' ? 'view' : 'keep') && (deed !== 'renewal' || fund.low > 0)).map(
          deed => (
            <Button key={deed} onClick={() => setDoing(deed)}>
              {t(`console.${deed}`)}
            </Button>
          ),
        )}
        <Button href={href(`/open/funds/${id}`)}>{t('console.public')}</Button>
      </div>
      <Sums fund={fund} />
      {may('audit') && <Audit id={id} />}
      <Buildings fund={fund} />
      <ByHand fund={fund} />
      <h3>{t('console.course')}</h3>
      <Course fund={fund} />
      {doing === 'import' && <AccountsImport id={id} onClose={close} />}
      {doing === 'housing' && <HousingImport id={id} onClose={close} />}
      {doing !== null && doing !== 'import' && doing !== 'housing' && (
        <FundDeed deed={doing} fund={fund} onClose={close} />
      )}
    </article>
  )
}
