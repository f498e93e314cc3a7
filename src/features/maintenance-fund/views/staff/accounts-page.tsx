import { Button } from 'antd'
import { useState } from 'react'
import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { yuan } from '../money.ts'
import { type FundShown, SOURCE, type UnitLine } from './data.ts'
import { Download } from './deed.tsx'

const maybe = (amount: string | null): string => (amount === null ? '—' : yuan(amount))

/** One account beside the list: a statement of it. */
const UnitPane = ({ fund, row }: { readonly fund: string; readonly row: UnitLine }) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  const today = dateOf(useNow())
  const [asking, setAsking] = useState(false)
  const issue = useAction<object, { readonly id: string; readonly digest: string }>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${fund}/papers`, body, { key }),
    [],
  )
  return (
    <article className="maintenance-fund">
      <h2>{row.code}</h2>
      <div className="row-actions">
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('console.paper')}
        </Button>
        <Button href={href(`/console/estates/${fund}/units?row=${row.unit}`)}>{t('pages.fund.estate')}</Button>
      </div>
      {issue.data !== undefined && (
        <>
          <p className="why">{t('console.issued', { digest: issue.data.digest })}</p>
          <Download id={issue.data.id} />
        </>
      )}
      {asking && (
        <AskDialog
          title={`${row.code} ${t('console.paper')}`}
          ok={t('console.paper')}
          error={issue.error}
          busy={issue.isPending}
          onCancel={() => setAsking(false)}
          onAnswer={answers =>
            issue.mutate({ ...answers, scope: 'unit', unit: row.unit }, { onSuccess: () => setAsking(false) })
          }
          fields={[
            { name: 'from', kind: 'date', label: t('field.from'), initial: `${today.slice(0, 4)}-01-01` },
            { name: 'to', kind: 'date', label: t('field.to'), initial: today },
          ]}
        >
          <p className="why">{t('does.paper')}</p>
        </AskDialog>
      )}
    </article>
  )
}

/** Accounts of a fund by unit; those to renew can be listed alone. */
export const AccountsPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  const { date } = useFormat()
  const today = dateOf(useNow())
  const id = params.id ?? ''
  const fund = useGet<FundShown>(`${SOURCE}/${id}`).data
  const columns: readonly ListColumn<UnitLine>[] = [
    { key: 'code', title: t('field.code'), figures: true, cell: row => row.code },
    { key: 'building', title: t('field.building'), cell: row => row.building, extra: true },
    { key: 'first', title: t('field.first'), figures: true, cell: row => maybe(row.firstFen) },
    { key: 'balance', title: t('field.standing'), figures: true, cell: row => yuan(row.balanceFen) },
    { key: 'held', title: t('field.held'), figures: true, cell: row => (row.heldFen === '0' ? '' : yuan(row.heldFen)) },
    {
      key: 'seller',
      title: t('field.seller'),
      figures: true,
      cell: row => (row.sellerFen === null ? '' : yuan(row.sellerFen)),
      extra: true,
    },
    {
      key: 'sellerLacks',
      title: t('field.sellerLacks'),
      cell: row =>
        row.sellerLacksFen === null || row.sellerDueOn === null ? null : (
          <Chip {...(row.sellerDueOn < today && { tone: 'late' as const })}>
            {t('console.sellerLacks', {
              seller: row.seller ?? '',
              yuan: yuan(row.sellerLacksFen),
              until: date(row.sellerDueOn as never),
            })}
          </Chip>
        ),
      extra: true,
    },
    {
      key: 'state',
      title: t('field.renew'),
      cell: row =>
        row.goneOn !== null ? (
          <Chip>{t('console.gone')}</Chip>
        ) : row.low ? (
          <Chip tone="warn">{t('field.renew')}</Chip>
        ) : null,
    },
  ]
  if (fund === undefined) return null
  return (
    <ListPage<UnitLine>
      id={`fund-accounts-${id}`}
      title={`${fund.name} ${t('console.units')}`}
      source={`${SOURCE}/${id}/units`}
      rowKey={row => row.unit}
      rowName={row => row.code}
      columns={columns}
      filters={[
        { kind: 'search', name: 'code', label: t('field.code') },
        {
          kind: 'select',
          name: 'low',
          label: t('field.renew'),
          options: [{ value: 'true', label: t('console.lowOnly') }],
        },
      ]}
      tools={<Button onClick={() => navigate(href('/console/funds'))}>{t('console.title')}</Button>}
      detail={row => <UnitPane key={row.unit} fund={id} row={row} />}
    />
  )
}
