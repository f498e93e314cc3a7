import { useT } from '../../../../platform/ui/context.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { OrderRow } from '../parts/order-parts.tsx'

export type FieldListProps = {
  readonly items: readonly ShownItem[]
  readonly all: boolean
  readonly next: string | null
}

/** A grid worker's orders, the one that falls due first on top. */
export const FieldList = ({ items, all, next }: FieldListProps) => {
  const t = useT('work-order')
  return (
    <Shell tab="/field">
      <h1>{t(all ? 'field.area' : 'field.title')}</h1>
      {items.length === 0 ? (
        <Empty title={t('field.none')} />
      ) : (
        <List>
          {items.map(item => (
            <OrderRow key={item.id} item={item} href={`/field/${item.id}`} />
          ))}
        </List>
      )}
      {next !== null && (
        <Pager shown={items.length} next={`/field?${all ? 'all=true&' : ''}cursor=${encodeURIComponent(next)}`} />
      )}
      <p className="actions">
        <LinkButton tone="primary" href="/field/new">
          {t('field.new')}
        </LinkButton>
        <LinkButton href={all ? '/field' : '/field?all=true'}>{t(all ? 'field.title' : 'field.area')}</LinkButton>
      </p>
    </Shell>
  )
}
