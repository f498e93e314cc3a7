import { CHOICES } from '../../../../kernel/ballot/cast.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Named } from '../public/named.tsx'

export type ReceiptProps = {
  readonly no: string
  readonly title: string
  readonly group: string
  readonly leaf: string
  /** What `./linli verify --receipt` reads. */
  readonly file: string
  readonly choices: readonly {
    readonly no: number
    readonly title: string
    readonly choice: string
    readonly blinds: readonly string[]
  }[]
}

/** What opens one's own sealed ballot. Shown when asked for, and to nobody else. */
export const ReceiptPage = ({ no, title, group, leaf, file, choices }: ReceiptProps) => {
  const t = useT('owners-vote')
  return (
    <Shell tab="/me" back={{ href: `/me/votes/${no}?group=${group}`, label: t('ballot.back') }} tools={<PrintButton />}>
      <PrintHead title={t('receipt.title')} />
      <h1>{t('receipt.title')}</h1>
      <p>
        {title} · {no}
      </p>
      <p className="why">{t('receipt.why')}</p>
      <Named />
      <Facts
        items={[
          { term: t('receipt.leaf'), value: <code>{leaf}</code> },
          { term: t('receipt.group'), value: <code>{group}</code> },
        ]}
      />
      <ol className="plain-list">
        {choices.map(choice => (
          <li key={choice.no}>
            {choice.no}. {choice.title}：<b>{t(`choice.${choice.choice}`)}</b>
            {CHOICES.map((name, index) => (
              <p key={name} className="why">
                {t('receipt.blind', { choice: t(`choice.${name}`) })} <code>{choice.blinds[index] ?? ''}</code>
              </p>
            ))}
          </li>
        ))}
      </ol>
      <p className="why">{t('receipt.file')}</p>
      <p>
        <code>{file}</code>
      </p>
    </Shell>
  )
}
