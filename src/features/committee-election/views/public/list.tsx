import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { ListRow } from '../../../../platform/ui/parts/list.tsx'
import { OpenList, type OpenListProps } from '../../../../platform/ui/parts/open-list.tsx'
import type { ShownItem } from '../../shown.ts'
import { Secret } from './secret.tsx'

const PATH = '/open/elections'
const STATES = ['preparing', 'voting', 'done', 'stopped'] as const
const RUNNING: ReadonlySet<string> = new Set(['announced', 'listed', 'standing', 'polling'])

/** Elections of the committees of communities and villages, for everybody. */
export const Elections = ({ items, ...page }: OpenListProps<ShownItem, { town: string; state: string }>) => {
  const t = useT('committee-election')
  return (
    <OpenList
      {...page}
      space="committee-election"
      tab="/open/work-orders"
      path={PATH}
      tools={<Secret />}
      states={STATES}
      ways={[{ href: '/open/procedures/committee-election', label: t('pages.procedure.title') }]}
    >
      {items.map(item => (
        <Row key={item.no} item={item} />
      ))}
    </OpenList>
  )
}

const Row = ({ item }: { readonly item: ShownItem }) => {
  const t = useT('committee-election')
  const { date } = useFormat()
  return (
    <ListRow
      title={t('pages.title', { place: item.areaName, body: t(`body.${item.body}`) })}
      href={`${PATH}/${item.no}`}
      chips={<Chip tone={RUNNING.has(item.step) ? 'warn' : 'plain'}>{t(`step.${item.step}`)}</Chip>}
      meta={[t(`mode.${item.mode}`), t('pages.list.polling', { when: date(item.pollingOn) })].join(' · ')}
    />
  )
}
