import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { OwnAccount } from '../../own.ts'
import { signed, yuan } from '../money.ts'

/** A statement that was asked for and did not come about, with what was typed. */
export type PaperTried = {
  readonly errors: readonly FieldError[]
  readonly typed: { readonly unit: string; readonly from: string; readonly to: string; readonly format: string }
}

export type MyFundProps = {
  readonly accounts: readonly OwnAccount[]
  readonly level: string
  readonly today: string
  readonly tried: PaperTried | null
}

/** My accounts in repair funds: what is there, what came and went, what each use took of it, and who voted. */
export const MyFund = ({ accounts, level, today, tried }: MyFundProps) => {
  const t = useT('maintenance-fund')
  const verified = level === 'L2' || level === 'L3'
  return (
    <Shell failed={tried !== null} tab="/me">
      <h1>{t('pages.mine.title')}</h1>
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      {accounts.length === 0 ? (
        <Empty title={t(verified ? 'pages.mine.none' : 'pages.mine.verify')}>
          {!verified && (
            <LinkButton tone="primary" href="/me/account/real-name">
              {t('pages.mine.toVerify')}
            </LinkButton>
          )}
        </Empty>
      ) : (
        <>
          {accounts.map(account => (
            <Account key={account.unit} account={account} />
          ))}
          <Statement accounts={accounts} today={today} tried={tried} />
        </>
      )}
      <p className="why">{t('pages.mine.title-goes')}</p>
    </Shell>
  )
}

const Account = ({ account }: { readonly account: OwnAccount }) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  const money = (amount: string): string => t('yuan', { amount: yuan(amount) })
  const { moves, more, heldFen, firstFen, usedFen } = account
  return (
    <section>
      <h2>
        {account.fund} {account.code}
      </h2>
      <p className="figure-line">
        {t('sum.balance')} <b>{money(account.balanceFen)}</b>{' '}
        {account.lowBelow !== null && <Chip tone="warn">{t('field.renew')}</Chip>}
      </p>
      {account.lowBelow !== null && <p className="why">{t('pages.mine.low', { percent: account.lowBelow })}</p>}
      <Facts
        items={[
          ...(heldFen === '0' ? [] : [{ term: t('sum.held'), value: money(heldFen) }]),
          { term: t('sum.used'), value: money(usedFen) },
          ...(firstFen === null ? [] : [{ term: t('field.first'), value: money(firstFen) }]),
        ]}
      />
      <h3>{t('pages.mine.moves')}</h3>
      {moves.length === 0 ? (
        <p>{t('pages.mine.noMoves')}</p>
      ) : (
        <List>
          {moves.map(move => (
            <Move key={move.seq} move={move} />
          ))}
        </List>
      )}
      {more && <p className="meta">{t('pages.mine.more')}</p>}
      <p className="meta">
        <a href={href(`/open/funds/${account.estate}`)}>{t('pages.mine.whole', { name: account.fund })}</a>
      </p>
    </section>
  )
}

const Move = ({ move: { on, business, fen, use } }: { readonly move: OwnAccount['moves'][number] }) => {
  const t = useT('maintenance-fund')
  const { date } = useFormat()
  const titled = use !== null && use.title !== ''
  return (
    <ListRow
      title={titled ? use.title : t(`business.${business}`)}
      {...(use !== null && use.no !== '' ? { href: `/open/fund-uses/${use.no}` } : {})}
      chips={titled ? <Chip>{t(`business.${business}`)}</Chip> : undefined}
      aside={<b className="n">{signed(fen)}</b>}
      meta={[date(on), use?.no ?? ''].filter(part => part !== '').join(' · ')}
    >
      {use !== null && use.no !== '' && <p className="why">{t('pages.mine.voted')}</p>}
    </ListRow>
  )
}

const Statement = ({ accounts, today, tried }: Omit<MyFundProps, 'level'>) => {
  const t = useT('maintenance-fund')
  const [first] = accounts
  const errors = tried?.errors ?? []
  const typed = tried?.typed
  return (
    <section>
      <h2>{t('pages.mine.statement')}</h2>
      <p className="why">{t('pages.mine.statementIs')}</p>
      <Form action="/my/fund/statement">
        {accounts.length === 1 ? (
          <input type="hidden" name="unit" value={first?.unit ?? ''} />
        ) : (
          <Field
            kind="select"
            name="unit"
            label={t('field.code')}
            value={typed?.unit ?? first?.unit ?? ''}
            options={accounts.map(({ unit, fund, code }) => ({ value: unit, label: `${fund} ${code}` }))}
          />
        )}
        <Field
          kind="date"
          name="from"
          label={t('field.from')}
          value={typed?.from ?? `${today.slice(0, 4)}-01-01`}
          errors={errors}
        />
        <Field kind="date" name="to" label={t('field.to')} value={typed?.to ?? today} errors={errors} />
        <Field
          kind="select"
          name="format"
          label={t('field.format')}
          value={typed?.format ?? 'pdf'}
          options={[
            { value: 'pdf', label: 'PDF' },
            { value: 'xlsx', label: 'XLSX' },
          ]}
        />
        <Button>{t('pages.mine.issue')}</Button>
      </Form>
    </section>
  )
}
