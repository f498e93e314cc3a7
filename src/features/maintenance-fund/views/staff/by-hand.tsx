import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { yuan } from '../money.ts'
import { type Bond, type FundShown, type Proposal, SOURCE } from './data.ts'

type Deciding = { readonly proposal: Proposal; readonly verb: 'approve' | 'turn-down' }

const Decide = ({
  fund,
  deciding: { proposal, verb },
  onClose,
}: {
  readonly fund: string
  readonly deciding: Deciding
  readonly onClose: () => void
}) => {
  const t = useT('maintenance-fund')
  const act = useAction<object>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${fund}/proposals/${proposal.id}/${verb}`, body, { key }),
    [SOURCE],
  )
  const word = t(verb === 'approve' ? 'console.approve' : 'console.turnDown')
  return (
    <AskDialog
      title={`${t(`proposal.${proposal.kind}`)} ${t('yuan', { amount: yuan(proposal.fen) })}`}
      ok={word}
      danger={verb === 'turn-down'}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(answers, { onSuccess: onClose })}
      fields={verb === 'approve' ? [] : [{ name: 'note', kind: 'long', label: t('field.note') }]}
    >
      <p>{proposal.note}</p>
    </AskDialog>
  )
}

/** What is named in a proposal, without what is empty. */
const told = ({ data }: Proposal): string =>
  Object.values(data)
    .filter(value => value !== '')
    .join(' · ')

/** What takes a second person, and bonds that can be redeemed. */
export const ByHand = ({ fund }: { readonly fund: FundShown }) => {
  const t = useT('maintenance-fund')
  const { date } = useFormat()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [redeeming, setRedeeming] = useState<Bond | null>(null)
  const proposals = useGet<{ items: readonly Proposal[] }>(`${SOURCE}/${fund.id}/proposals`).data?.items ?? []
  const bonds = useGet<{ items: readonly Bond[] }>(`${SOURCE}/${fund.id}/bonds`).data?.items ?? []
  return (
    <>
      {proposals.length > 0 && <h3>{t('console.byHand')}</h3>}
      <List>
        {proposals.map(proposal => (
          <ListRow
            key={proposal.id}
            title={`${t(`proposal.${proposal.kind}`)} ${t('yuan', { amount: yuan(proposal.fen) })}`}
            chips={<Chip tone={proposal.state === 'open' ? 'warn' : 'plain'}>{t(`state.${proposal.state}`)}</Chip>}
            meta={told(proposal)}
          >
            <p>{proposal.note}</p>
            {proposal.state === 'open' && proposal.mine && <p className="why">{t('console.mine')}</p>}
            {proposal.state === 'open' && !proposal.mine && fund.may.includes('approve') && (
              <div className="row-actions">
                <Button type="primary" onClick={() => setDeciding({ proposal, verb: 'approve' })}>
                  {t('console.approve')}
                </Button>
                <Button onClick={() => setDeciding({ proposal, verb: 'turn-down' })}>{t('console.turnDown')}</Button>
              </div>
            )}
          </ListRow>
        ))}
      </List>
      {bonds.length > 0 && <h3>{t('console.bonds')}</h3>}
      <List>
        {bonds.map(bond => (
          <ListRow
            key={bond.id}
            title={bond.name}
            aside={t('yuan', { amount: yuan(bond.fen) })}
            meta={
              bond.redeemedOn === null
                ? t('pages.fund.matures', { from: date(bond.boughtOn as never), to: date(bond.maturesOn as never) })
                : t('pages.fund.redeemed', { on: date(bond.redeemedOn as never) })
            }
          >
            {bond.redeemedOn === null && fund.may.includes('keep') && (
              <Button onClick={() => setRedeeming(bond)}>{t('console.redeem')}</Button>
            )}
          </ListRow>
        ))}
      </List>
      {deciding !== null && <Decide fund={fund.id} deciding={deciding} onClose={() => setDeciding(null)} />}
      {redeeming !== null && <Redeem fund={fund.id} bond={redeeming} onClose={() => setRedeeming(null)} />}
    </>
  )
}

const Redeem = ({
  fund,
  bond,
  onClose,
}: {
  readonly fund: string
  readonly bond: Bond
  readonly onClose: () => void
}) => {
  const t = useT('maintenance-fund')
  const act = useAction<object>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${fund}/bonds/${bond.id}/redeem`, body, { key }),
    [SOURCE],
  )
  return (
    <AskDialog
      title={`${t('console.redeem')} ${bond.name}`}
      ok={t('console.redeem')}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(answers, { onSuccess: onClose })}
      fields={[
        { name: 'on', kind: 'date', label: t('field.on'), initial: bond.maturesOn },
        { name: 'interest', label: t('field.interest') },
        { name: 'reference', label: t('field.reference') },
        { name: 'note', kind: 'long', label: t('field.note'), optional: true },
      ]}
    >
      <p className="why">{t('does.redeem')}</p>
    </AskDialog>
  )
}
