import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { signed } from '../money.ts'
import { type BankLine, type Reconciliation, SOURCE } from './data.ts'

type Verb = 'book' | 'match'

/** What a clerk does with one line of the bank. */
export const LineDeed = ({
  fund,
  row,
  state,
  works,
}: {
  readonly fund: string
  readonly row: BankLine
  readonly state: Reconciliation
  readonly works: boolean
}) => {
  const t = useT('maintenance-fund')
  const [doing, setDoing] = useState<Verb | null>(null)
  const alike = state.unconfirmed.filter(({ fen }) => fen === row.fen)
  const came = !row.fen.startsWith('-')
  const act = useAction<object>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${fund}/lines/${row.id}/${doing ?? 'match'}`, body, { key }),
    [SOURCE],
  )
  return (
    <article className="maintenance-fund">
      <h2>
        {row.reference} {signed(row.fen)}
      </h2>
      <div className="row-actions">
        {works && came && (
          <Button type="primary" onClick={() => setDoing('book')}>
            {t('console.book')}
          </Button>
        )}
        {works && alike.length > 0 && <Button onClick={() => setDoing('match')}>{t('console.match')}</Button>}
      </div>
      {!came && <p className="why">{t('refusals.amount-wrong.next')}</p>}
      {doing !== null && (
        <AskDialog
          key={doing}
          title={`${t(`console.${doing}`)} ${signed(row.fen)}`}
          ok={t(`console.${doing}`)}
          error={act.error}
          busy={act.isPending}
          onCancel={() => setDoing(null)}
          onAnswer={answers => act.mutate(answers, { onSuccess: () => setDoing(null) })}
          fields={
            doing === 'match'
              ? [
                  {
                    name: 'posting',
                    kind: 'select',
                    label: t('field.posting'),
                    initial: alike[0]?.posting ?? '',
                    options: alike.map(({ posting, day, business, reference }) => ({
                      value: posting,
                      label: [day, t(`business.${business}`), reference ?? ''].join(' '),
                    })),
                  },
                ]
              : [
                  {
                    name: 'as',
                    kind: 'select',
                    label: t('field.as'),
                    initial: 'deposit-makeup',
                    options: ['deposit-first', 'deposit-renewal', 'deposit-makeup', 'interest', 'unknown'].map(
                      value => ({
                        value,
                        label: t(`business.${value}`),
                      }),
                    ),
                  },
                  { name: 'code', label: t('field.code'), hint: t('field.codeHint'), optional: true },
                  { name: 'from', kind: 'date', label: t('field.from'), optional: true },
                  { name: 'to', kind: 'date', label: t('field.toOpen'), optional: true },
                  { name: 'note', kind: 'long', label: t('field.note'), optional: true },
                ]
          }
        >
          <p className="why">{t(`does.${doing}`)}</p>
        </AskDialog>
      )}
    </article>
  )
}
