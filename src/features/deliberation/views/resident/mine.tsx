import { useT } from '../../../../platform/ui/context.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { PagedList } from '../../../../platform/ui/parts/open-list.tsx'
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
      <PagedList path={PATH} next={next} later={later} none={t('pages.mine.none')}>
        {items.map(item => (
          <TopicRow key={item.no} item={item} />
        ))}
      </PagedList>
      <Actions>
        <LinkButton tone="primary" href={`${PATH}/new`}>
          {t('pages.raise.title')}
        </LinkButton>
      </Actions>
    </Shell>
  )
}
