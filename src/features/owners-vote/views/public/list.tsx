import { parseInstant } from '../../../../kernel/time.ts'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import type { ShownItem } from '../../shown.ts'
import { Named } from './named.tsx'

const PATH = '/open/owners-votes'
const STATES = ['coming', 'voting', 'result', 'ended'] as const

/** What owners of the city's estates are deciding and have decided, for everybody. */
export const OwnersVoteList = ({ items, ...page }: OpenListProps<ShownItem, { town: string; state: string }>) => {
  const t = useT('owners-vote')
  return (
    <OpenList
      {...page}
      space="owners-vote"
      tab="/open/work-orders"
      path={PATH}
      tools={<Named />}
      states={STATES}
      ways={[
        { href: '/me/votes', label: t('mine.title') },
        { href: '/open/procedures/owners-vote', label: t('pages.procedure.title') },
      ]}
    >
      {items.map(item => (
        <VoteLine key={item.no} item={item} href={`${PATH}/${item.no}`} />
      ))}
    </OpenList>
  )
}

/** Where a vote stands, in one word: while its roll is settled, whether one can vote now. */
export const StepChip = ({ vote }: { readonly vote: Pick<ShownItem, 'step' | 'opens' | 'closes'> }) => {
  const t = useT('owners-vote')
  const now = useNow()
  const [opens, closes] = [vote.opens, vote.closes].map(text => (text === null ? undefined : parseInstant(text)))
  const open =
    vote.step === 'registered' && opens !== undefined && closes !== undefined && now >= opens && now <= closes
  return <Chip tone={open ? 'warn' : 'plain'}>{open ? t('pages.list.voting') : t(`step.${vote.step}`)}</Chip>
}

/** One vote in a list: what, where, who decides, until when. */
export const VoteLine = ({ item, href }: { readonly item: ShownItem; readonly href: string }) => {
  const t = useT('owners-vote')
  const { date } = useFormat()
  const closes = item.closes === null ? undefined : parseInstant(item.closes)
  const opens = item.opens === null ? undefined : parseInstant(item.opens)
  const when =
    item.step === 'registered' && closes !== undefined
      ? t('pages.list.closes', { when: date(closes) })
      : item.step === 'noticed' && opens !== undefined
        ? t('pages.list.opens', { when: date(opens) })
        : item.step === 'posted' && item.until !== null
          ? t('pages.until', { until: date(item.until) })
          : ''
  return (
    <ListRow
      title={item.title}
      href={href}
      chips={<StepChip vote={item} />}
      meta={[item.estateName, item.scope, t('pages.list.motions', { count: item.motions }), when]
        .filter(part => part !== '')
        .join(' · ')}
    />
  )
}
