import { isoOf } from '../../../../kernel/time.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownOrder } from '../../shown.ts'
import { OrderChips, OrderClocks, OrderTimeline } from '../parts/order-parts.tsx'

export type OpenOrderProps = {
  readonly order: ShownOrder
  /** Where every journal entry of this order can be taken away. */
  readonly bundle: string
}

/** One order as everybody may see it: words of the desk, clocks, what happened, and how to check all of it. */
export const OpenOrder = ({ order, bundle }: OpenOrderProps) => {
  const t = useT('work-order')
  const last = order.facts.at(-1)
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: '/open/work-orders', label: t('pages.open.title') }}
      meta={{
        ColumnName: t('pages.open.title'),
        ArticleTitle: order.title,
        PubDate: isoOf(last?.at ?? order.receivedAt)
          .slice(0, 16)
          .replace('T', ' '),
        ContentSource: order.lead ?? '12345',
      }}
    >
      <PrintHead title={order.title} />
      <OrderChips order={order} />
      <h1 className="matter serif">{order.title}</h1>
      <p className="meta">{[order.no, order.where, order.lead ?? ''].filter(part => part !== '').join(' · ')}</p>
      <p className="words">{order.body}</p>
      <OrderClocks order={order} />
      <OrderTimeline order={order} />
      <DoNotTrustUs
        actions={
          <>
            <LinkButton href={bundle} tone="primary" download>
              {t('pages.open.bundle')}
            </LinkButton>
            <LinkButton href={`/journal?leaf=${last?.leaf ?? order.leaf}`}>{t('pages.open.lookUp')}</LinkButton>
          </>
        }
      >
        {t('pages.open.proves', { count: order.facts.length })}
      </DoNotTrustUs>
    </Shell>
  )
}
