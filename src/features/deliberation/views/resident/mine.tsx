import { useT } from '../../../../platform/ui/context.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { TopicRow } from '../public/list.tsx'

export type MyTopicsProps = {
  readonly items: readonly ShownItem[]
  readonly next: string | null
  readonly later: boolean
}

const PATH = '/my/topics'

/** What one raised, and what became of it. */
export const MyTopics = ({ items, next, later }: MyTopicsProps) => {
  const t = useT('deliberation')
  return (
    <Shell back={{ href: '/open/deliberations', label: t('pages.list.title') }}>
      <h1>{t('pages.mine.title')}</h1>
      {items.length === 0 ? (
        <Empty title={t('pages.mine.none')} />
      ) : (
        <List>
          {items.map(item => (
            <TopicRow key={item.no} item={item} />
          ))}
        </List>
      )}
      {(next !== null || later) && (
        <Pager
          shown={items.length}
          {...(next === null ? {} : { next: `${PATH}?cursor=${encodeURIComponent(next)}` })}
          {...(later ? { first: PATH } : {})}
        />
      )}
      <Actions>
        <LinkButton tone="primary" href={`${PATH}/new`}>
          {t('pages.raise.title')}
        </LinkButton>
      </Actions>
    </Shell>
  )
}
