import { Button } from 'antd'
import { useState } from 'react'
import { dateOf, type Instant, plusDays } from '../../../../kernel/time.ts'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { SendDialog, type Sending } from '../../../../platform/ui/console/send-dialog.tsx'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { State, useHours, useWhen } from '../when.tsx'
import { SERVICES, type Service } from './data.ts'
import { long } from './deed.tsx'

const MONTH_DAYS = 31

const Pane = ({ row }: { readonly row: Service }) => {
  const t = useT('volunteering')
  const { date } = useFormat()
  const hours = useHours()
  const span = useWhen()
  const [deed, setDeed] = useState<Sending | null>(null)
  const start =
    (verb: string, fields: Sending['fields'], more: Partial<Sending> = {}) =>
    () =>
      setDeed({
        title: t(`console.${verb}`),
        path: `${SERVICES}/${row.id}/${verb}`,
        renews: [SERVICES],
        fields,
        ...more,
      })
  return (
    <article>
      <h2>{row.title}</h2>
      <div className="row-actions">
        {row.state === 'claimed' && !row.otherSaid && (
          <Button onClick={start('confirm', [])}>{t('console.confirm')}</Button>
        )}
        {row.state !== 'disputed' && (
          <Button onClick={start('dispute', [long(t, 'note')])}>{t('console.dispute')}</Button>
        )}
        <Button
          type="primary"
          onClick={start(
            'review',
            [
              {
                name: 'minutes',
                kind: 'number',
                label: t('field.minutes'),
                hint: t('field.minutesHint'),
                initial: String(row.minutes),
                optional: true,
              },
              long(t, 'note'),
            ],
            { says: t('does.review') },
          )}
        >
          {t('console.review')}
        </Button>
      </div>
      <Facts
        items={[
          { term: t('field.who'), value: row.who },
          { term: t('field.community'), value: row.areaName },
          { term: t('field.when'), value: span(row.from as Instant, row.to as Instant) },
          { term: t('figure.hours'), value: hours(row.minutes) },
          { term: t('side.own'), value: row.ownSaid ? t('console.ownSaid') : '—' },
          { term: t('side.other'), value: row.otherSaid ? t('console.otherSaid') : '—' },
          ...(row.note === '' ? [] : [{ term: t('field.note'), value: row.note }]),
        ]}
      />
      {row.state === 'claimed' && (
        <p className="why">{t('console.silent', { date: date(row.silentFrom as Instant) })}</p>
      )}
      {deed !== null && <SendDialog sending={deed} onClose={() => setDeed(null)} />}
    </article>
  )
}

/** What waits for a side or for the reviewer: odd, disputed, unanswered. */
export const ServicesPage = () => {
  const t = useT('volunteering')
  const hours = useHours()
  const span = useWhen()
  const href = useHref()
  const today = dateOf(useNow())
  const columns: readonly ListColumn<Service>[] = [
    { key: 'who', title: t('field.who'), cell: row => row.who },
    { key: 'title', title: t('field.title'), cell: row => row.title },
    { key: 'area', title: t('field.community'), cell: row => row.areaName },
    { key: 'when', title: t('field.when'), figures: true, cell: row => span(row.from as Instant, row.to as Instant) },
    { key: 'hours', title: t('figure.hours'), figures: true, cell: row => hours(row.minutes) },
    { key: 'state', title: t('field.state'), cell: row => <State of="service" state={row.state} /> },
    {
      key: 'flags',
      title: t('field.note'),
      cell: row =>
        row.flags.map(flag => (
          <Chip key={flag} tone="warn">
            {t(`flag.${flag}`)}
          </Chip>
        )),
    },
  ]
  return (
    <ListPage<Service>
      id="volunteer-services"
      title={t('console.services')}
      source={SERVICES}
      rowKey={row => row.id}
      rowName={row => row.title}
      columns={columns}
      filters={[]}
      tools={
        <Button href={href(`${SERVICES}/export.csv?from=${plusDays(today, -MONTH_DAYS)}&to=${today}`)}>
          {t('console.export')}
        </Button>
      }
      detail={row => <Pane key={row.id} row={row} />}
    />
  )
}
