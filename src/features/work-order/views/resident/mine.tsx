import { useT } from '../../../../platform/ui/context.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { OrderRow } from '../parts/order-parts.tsx'

export type MineProps = { readonly items: readonly ShownItem[]; readonly next: string | null; readonly later: boolean }

/** What I reported, newest first, each with how it stands. */
export const Mine = ({ items, next, later }: MineProps) => {
  const t = useT('work-order')
  return (
    <Shell>
      <h1>{t('pages.mine.title')}</h1>
      {items.length === 0 ? (
        <Empty title={t('pages.mine.none')}>
          <LinkButton tone="primary" href="/report">
            {t('pages.mine.report')}
          </LinkButton>
        </Empty>
      ) : (
        <>
          <List>
            {items.map(item => (
              <OrderRow key={item.id} item={item} href={`/my/reports/${item.id}`} />
            ))}
          </List>
          {(next !== null || later) && (
            <Pager
              shown={items.length}
              {...(next === null ? {} : { next: `/my/reports?cursor=${encodeURIComponent(next)}` })}
              {...(later ? { first: '/my/reports' } : {})}
            />
          )}
        </>
      )}
      <Actions>
        <LinkButton href="/track">{t('pages.mine.track')}</LinkButton>
        <LinkButton href="/inbox">{t('pages.mine.inbox')}</LinkButton>
        <LinkButton href="/my/estates">{t('pages.mine.estates')}</LinkButton>
        <LinkButton href="/me/account">{t('pages.mine.account')}</LinkButton>
      </Actions>
    </Shell>
  )
}
