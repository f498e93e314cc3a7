import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { QrCode } from '../../../../platform/ui/parts/qr.tsx'
import { Receipt as Slip } from '../../../../platform/ui/parts/receipt.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ReceiptPage } from '../../receipt-page.ts'
import { OrderClocks, OrderTimeline, Part } from '../parts/order-parts.tsx'

/** What is handed over after reporting: the number, the way back to it, what happens next, the clocks. */
export const Receipt = ({ order, code, address, qr, claimable, own }: ReceiptPage) => {
  const t = useT('work-order')
  const href = useHref()
  const { elder } = useAround()
  return (
    <Shell tab="/report">
      <PrintHead title={t('pages.receipt.title')} />
      <Slip
        title={t('pages.receipt.title')}
        number={order.no}
        at={order.receivedAt}
        items={[
          { term: t('pages.receipt.code'), value: <b className="query-code">{code}</b> },
          { term: t('pages.receipt.what'), value: order.title },
          { term: t('pages.receipt.where'), value: order.where },
        ]}
        {...(elder ? {} : { entry: { hash: order.leaf, href: href(`/journal?leaf=${order.leaf}`) } })}
      >
        <div className="qr-line">
          <QrCode qr={qr} label={t('pages.receipt.qr')} />
          <div>
            <p>{t('pages.receipt.keep')}</p>
            <p className="why address">{address}</p>
          </div>
        </div>
      </Slip>
      <Actions>
        {claimable && (
          <LinkButton tone="primary" href={`/claim/${order.no}/${code}`}>
            {t('pages.receipt.claim')}
          </LinkButton>
        )}
        {own && (
          <LinkButton tone="primary" href={`/my/reports/${order.id}`}>
            {t('pages.receipt.mine')}
          </LinkButton>
        )}
        <PrintButton />
      </Actions>
      {claimable && <p className="why">{t('pages.receipt.claimWhy')}</p>}
      <Part title={t('pages.receipt.next')}>
        <ol className="numbered">
          <li>{t('pages.receipt.nextAdmit')}</li>
          <li>{t(order.urgent ? 'pages.receipt.nextUrgent' : 'pages.receipt.nextOrdinary')}</li>
          <li>{t('pages.receipt.nextRate')}</li>
        </ol>
      </Part>
      <OrderClocks order={order} />
      <OrderTimeline order={order} />
    </Shell>
  )
}
