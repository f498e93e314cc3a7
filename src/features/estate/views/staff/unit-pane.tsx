import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import type { historyOut } from '../../api.ts'
import { m2 } from '../public/list.tsx'
import { SOURCE, type Unit } from './data.ts'
import { Entries } from './estate-pane.tsx'
import { SeeOwners } from './see-owners.tsx'
import { type DeedName, UnitDeed } from './unit-deed.tsx'
import { useDay } from './use-day.ts'

export type History = z.output<typeof historyOut>
type Title = History['titles'][number]

const Holders = ({ title }: { readonly title: Title }) => {
  const t = useT('estate')
  if (title.developer) return <>{t('unit.developers')}</>
  return (
    <>
      {title.owners
        .map(({ name, number, of, in: whole }) =>
          [name, number, of === null || whole === null ? '' : `${of}/${whole}`].filter(part => part !== '').join(' '),
        )
        .join('；')}
    </>
  )
}

/** Everything the register ever said of the unit: what holds, what ended, what was corrected. */
const Titles = ({ titles }: { readonly titles: History['titles'] }) => {
  const t = useT('estate')
  const date = useDay()
  return (
    <DataTable
      caption={t('unit.history')}
      rows={titles}
      rowKey={title => title.id}
      empty={t('unit.nobody')}
      columns={[
        { key: 'owners', head: t('field.owners'), names: true, cell: title => <Holders title={title} /> },
        { key: 'from', head: t('field.on'), figures: true, cell: title => date(title.from) },
        {
          key: 'upto',
          head: t('unit.upto'),
          figures: true,
          cell: title => (title.upto === null ? '' : date(title.upto)),
        },
        {
          key: 'handed',
          head: t('field.handedOn'),
          figures: true,
          cell: title => (title.handedOn === null ? '' : date(title.handedOn)),
        },
        { key: 'basis', head: t('field.basis'), cell: title => `${t(`basis.${title.basis}`)} ${title.paper}` },
        {
          key: 'state',
          head: t('unit.state'),
          cell: title => (
            <>
              {title.voidedAt !== null && <Chip tone="late">{t('unit.voided')}</Chip>}
              {title.voidedAt === null && title.upto === null && <Chip tone="ok">{t('unit.holds')}</Chip>}
              {title.backdated && <Chip>{t('unit.backdated')}</Chip>}
            </>
          ),
        },
      ]}
    />
  )
}

/** What may be done next to a unit, by who owns it. */
const deedsOf = (unit: Unit, current: Title | undefined, past: boolean): readonly DeedName[] => [
  ...(current === undefined ? (['enter'] as const) : (['transfer'] as const)),
  ...(current !== undefined && !current.developer && !unit.handed ? (['handOver'] as const) : []),
  ...(current === undefined ? [] : (['correct'] as const)),
  ...(current !== undefined && past ? (['takeBack'] as const) : []),
  'correctUnit',
]

/** One unit beside the list: its history, and what can be done. */
export const UnitPane = ({
  estate,
  row,
  keeps,
}: {
  readonly estate: string
  readonly row: Unit
  readonly keeps: boolean
}) => {
  const t = useT('estate')
  const [doing, setDoing] = useState<DeedName | null>(null)
  const history = useGet<History>(`${SOURCE}/${estate}/units/${row.id}`).data
  const holding = history?.titles.filter(({ voidedAt }) => voidedAt === null) ?? []
  const current = holding.find(({ upto }) => upto === null)
  const deeds = keeps && history !== undefined ? deedsOf(history.unit, current, holding.length > 1) : []
  useKeys(
    t('unit.deeds'),
    deeds.map((deed, index) => ({ key: String(index + 1), label: t(`deed.${deed}`), run: () => setDoing(deed) })),
  )
  if (history === undefined) return null
  const { unit } = history
  return (
    <article className="estate-unit">
      <h2>{unit.code}</h2>
      <p className="meta">
        {[t(`kind.${unit.kind}`), `${m2(unit.areaDm2)} m²`, t(`areaSource.${history.areaSource}`)].join(' · ')}
      </p>
      <div className="row-actions">
        {deeds.map((deed, index) => (
          <Button key={deed} {...(index === 0 && { type: 'primary' as const })} onClick={() => setDoing(deed)}>
            {t(`deed.${deed}`)} <kbd>{index + 1}</kbd>
          </Button>
        ))}
      </div>
      <Titles titles={history.titles} />
      <SeeOwners estate={estate} unit={unit.id} />
      <Entries entries={history.entries} />
      {doing !== null && (
        <UnitDeed
          key={doing}
          deed={doing}
          estate={estate}
          history={history}
          title={current?.id ?? ''}
          onClose={() => setDoing(null)}
        />
      )}
    </article>
  )
}
