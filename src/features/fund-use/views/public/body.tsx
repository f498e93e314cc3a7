import type { Instant } from '../../../../kernel/time.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import type { BuildingPart } from '../../rules/state.ts'
import type { ShownUse } from '../../shown-use.ts'
import { m2, yuan } from '../money.ts'

/** What each building bears: units, area, amount. What one flat bears is for its owners. */
export const Buildings = ({
  buildings,
  paid,
}: {
  readonly buildings: readonly BuildingPart[]
  readonly paid: boolean
}) => {
  const t = useT('fund-use')
  if (buildings.length === 0) return null
  return (
    <DataTable
      caption={t('pages.buildings.caption')}
      rows={buildings}
      rowKey={line => line.building}
      stack
      columns={[
        { key: 'building', head: t('pages.buildings.building'), names: true, cell: line => line.building },
        { key: 'units', head: t('pages.buildings.units'), figures: true, cell: line => line.units },
        { key: 'area', head: t('pages.buildings.area'), figures: true, cell: line => m2(line.areaDm2) },
        {
          key: 'fen',
          head: t(paid ? 'pages.buildings.paid' : 'pages.buildings.held'),
          figures: true,
          cell: line => yuan(line.fen),
        },
      ]}
    />
  )
}

/** Photos of the works, before, during and after. */
export const Photos = ({ photos }: { readonly photos: ShownUse['photos'] }) => {
  const t = useT('fund-use')
  const href = useHref()
  if (photos.length === 0) return null
  return (
    <section>
      <h2>{t('pages.photos.title')}</h2>
      <ul className="thumbs">
        {photos.map(({ file, action }) => (
          <li key={file}>
            <a href={href(file)}>
              <img
                src={href(`${file}?variant=thumb`)}
                alt={t(`pages.photos.${action}`)}
                width="96"
                height="96"
                loading="lazy"
              />
            </a>{' '}
            {t(`pages.photos.${action}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What companies asked, and whose offer was taken. */
export const Quotations = ({ use }: { readonly use: Pick<ShownUse, 'quotations' | 'chosen'> }) => {
  const t = useT('fund-use')
  return (
    <DataTable
      caption={t('pages.quotations.caption')}
      rows={use.quotations.map((quotation, index) => ({ ...quotation, no: index + 1 }))}
      rowKey={line => String(line.no)}
      stack
      columns={[
        { key: 'company', head: t('pages.quotations.company'), names: true, cell: line => line.company },
        { key: 'fen', head: t('pages.quotations.amount'), figures: true, cell: line => yuan(line.fen) },
        { key: 'record', head: t('pages.quotations.record'), cell: line => line.record },
        {
          key: 'taken',
          head: t('pages.quotations.taken'),
          cell: line => (line.no === use.chosen ? t('pages.quotations.yes') : ''),
        },
      ]}
    />
  )
}

/** What happened, with the papers and amounts, and the steps to come. */
export const Course = ({ use }: { readonly use: ShownUse }) => {
  const t = useT('fund-use')
  return (
    <section>
      <h2>{t('pages.course')}</h2>
      <Timeline
        items={[
          ...use.events.map(event => ({
            key: String(event.seq),
            title: t(`action.${event.action}`),
            at: event.at as Instant,
            state: 'done' as const,
            children: (
              <>
                {event.fen !== null && <span>{t('figure.yuan', { yuan: yuan(event.fen) })} </span>}
                {event.record !== '' && <span>{event.record} </span>}
                {event.note !== '' && <span className="said">{event.note}</span>}
              </>
            ),
          })),
          ...use.ahead.map(step => ({ key: step, title: t(`step.${step}`), state: 'next' as const })),
        ]}
      />
    </section>
  )
}
