import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Empty, List } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownItem } from '../../shown.ts'
import { VoteLine } from '../public/list.tsx'
import { Named } from '../public/named.tsx'

/** Votes the reader has to do with: to be answered first. */
export const MyVotes = ({ items }: { readonly items: readonly ShownItem[] }) => {
  const t = useT('owners-vote')
  const href = useHref()
  return (
    <Shell tab="/me">
      <h1>{t('mine.title')}</h1>
      <p className="lead">{t('mine.lead')}</p>
      <Named />
      {items.length === 0 ? (
        <Empty title={t('mine.none')}>{t('mine.why')}</Empty>
      ) : (
        <List>
          {items.map(item => (
            <VoteLine key={item.no} item={item} href={`/me/votes/${item.no}`} />
          ))}
        </List>
      )}
      <p className="meta after">
        <a href={href('/open/owners-votes')}>{t('pages.list.title')}</a>
      </p>
    </Shell>
  )
}
