import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import type { OwnLine } from '../../store/lists.ts'
import { yuan } from '../money.ts'
import { UseLine } from '../public/list.tsx'

export type MyFundUsesProps = {
  readonly accounts: readonly {
    readonly estateName: string
    readonly code: string
    readonly balanceFen: number
    readonly heldFen: number
  }[]
  readonly lines: readonly (OwnLine & { readonly estateName: string })[]
  readonly uses: readonly ShownItem[]
  readonly verified: boolean
}

/** My accounts of the repair fund, what I bear of each use, what is asked of me, and what my estates plan. */
export const MyFundUses = ({ accounts, lines, uses, verified }: MyFundUsesProps) => {
  const t = useT('fund-use')
  const href = useHref()
  return (
    <Shell tab="/me">
      <h1>{t('mine.title')}</h1>
      <p className="lead">{t('mine.lead')}</p>
      {accounts.length === 0 ? (
        <Empty title={t(verified ? 'mine.none' : 'mine.verify')}>
          {!verified && (
            <LinkButton tone="primary" href="/me/account">
              {t('mine.toVerify')}
            </LinkButton>
          )}
        </Empty>
      ) : (
        <DataTable
          caption={t('mine.accounts')}
          rows={accounts}
          rowKey={account => `${account.estateName}/${account.code}`}
          stack
          columns={[
            {
              key: 'code',
              head: t('mine.unit'),
              names: true,
              cell: account => `${account.estateName} ${account.code}`,
            },
            { key: 'balance', head: t('mine.balance'), figures: true, cell: account => yuan(account.balanceFen) },
            { key: 'held', head: t('mine.held'), figures: true, cell: account => yuan(account.heldFen) },
          ]}
        />
      )}
      {lines.length > 0 && (
        <section>
          <h2>{t('mine.borne')}</h2>
          <List>
            {lines.map(line => (
              <Borne key={`${line.no}/${line.code}`} line={line} />
            ))}
          </List>
        </section>
      )}
      {uses.length > 0 && (
        <section>
          <h2>{t('mine.uses')}</h2>
          <List>
            {uses.map(use => (
              <UseLine key={use.no} item={use} />
            ))}
          </List>
        </section>
      )}
      <p className="meta after">
        <a href={href('/open/fund-uses')}>{t('pages.list.title')}</a>
      </p>
    </Shell>
  )
}

const Borne = ({ line }: { readonly line: OwnLine & { readonly estateName: string } }) => {
  const t = useT('fund-use')
  const { date } = useFormat()
  const { shortFen, shortUntil, heldFen, paidFen, beforeFen } = line
  const state =
    paidFen !== null && beforeFen !== null
      ? t('mine.wasPaid', { paid: yuan(paidFen), before: yuan(beforeFen), after: yuan(beforeFen - paidFen) })
      : heldFen !== null
        ? t('mine.wasHeld', { yuan: yuan(heldFen) })
        : ''
  return (
    <ListRow
      title={line.title}
      href={`/open/fund-uses/${line.no}`}
      meta={[line.estateName, line.code, t(`step.${line.step}`), state].filter(part => part !== '').join(' · ')}
    >
      {shortFen !== null && shortUntil !== null && (
        <b>{t('mine.short', { code: line.code, yuan: yuan(shortFen), until: date(shortUntil) })}</b>
      )}
    </ListRow>
  )
}
