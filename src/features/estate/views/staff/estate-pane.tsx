import { Button } from 'antd'
import { useState } from 'react'
import type { Instant } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Timeline } from '../../../../platform/ui/parts/timeline.tsx'
import { m2 } from '../public/list.tsx'
import { given, type Line, type Register, SOURCE } from './data.ts'
import { ImportDialog } from './import-dialog.tsx'
import { AddUnit } from './unit-fields.tsx'
import { useDay } from './use-day.ts'

type Doing = 'import' | 'parking' | 'addUnit'

const Parking = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useT('estate')
  const set = useAction<object>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${id}/parking`, body, { key }),
    [SOURCE],
  )
  return (
    <AskDialog
      title={t('console.parking')}
      ok={t('console.parking')}
      error={set.error}
      busy={set.isPending}
      onCancel={onClose}
      onAnswer={answers => set.mutate(given(answers), { onSuccess: onClose })}
      fields={[
        { name: 'from', kind: 'date', label: t('field.parkingFrom') },
        {
          name: 'counts',
          kind: 'select',
          label: t('field.parkingCounts'),
          initial: 'false',
          options: [
            { value: 'false', label: t('parking.no') },
            { value: 'true', label: t('parking.yes') },
          ],
        },
        { name: 'source', label: t('field.parkingSource'), hint: t('field.parkingSourceHint') },
      ]}
    >
      <p className="why">{t('does.parking')}</p>
    </AskDialog>
  )
}

/** What is wrong with the register, each with its units and what to do. */
const Faults = ({ register }: { readonly register: Register }) => {
  const t = useT('estate')
  if (register.faults.length === 0) return <p className="meta">{t('fault.none')}</p>
  return (
    <List>
      {register.faults.map(({ kind, count, units }) => (
        <ListRow
          key={kind}
          title={t(`fault.${kind}.title`)}
          chips={<Chip tone="late">{t('fault.count', { count })}</Chip>}
          meta={`${units.join('、')}${count > units.length ? '…' : ''}`}
        >
          <p className="why">{t(`fault.${kind}.next`)}</p>
        </ListRow>
      ))}
    </List>
  )
}

const Buildings = ({ register }: { readonly register: Register }) => {
  const t = useT('estate')
  return (
    <DataTable
      caption={t('console.buildings')}
      rows={register.buildings}
      rowKey={row => row.building}
      columns={[
        { key: 'building', head: t('field.building'), names: true, cell: row => row.building },
        { key: 'stairwells', head: t('field.stairwells'), cell: row => row.stairwells.join('、') || '—' },
        { key: 'units', head: t('field.units'), figures: true, cell: row => row.units },
        { key: 'area', head: t('field.totalArea'), figures: true, cell: row => m2(row.areaDm2) },
      ]}
    />
  )
}

/** What was done to the register last, with its day and whether it was written down later. */
export const Entries = ({ entries }: { readonly entries: Register['entries'] }) => {
  const t = useT('estate')
  const date = useDay()
  return (
    <Timeline
      items={entries.map(entry => ({
        key: String(entry.seq),
        title: t(`entry.${entry.action}`),
        at: entry.at as Instant,
        state: 'done' as const,
        children: (
          <>
            {entry.effectiveOn !== null && (
              <span className="said">
                {t(entry.backdated ? 'entry.effectiveLate' : 'entry.effective', { date: date(entry.effectiveOn) })}
              </span>
            )}
            {entry.note !== '' && <span className="said">{entry.note}</span>}
          </>
        ),
      }))}
    />
  )
}

/** One estate beside the list: counts, faults, buildings, and what can be done. */
export const EstatePane = ({ row }: { readonly row: Line }) => {
  const t = useT('estate')
  const href = useHref()
  const date = useDay()
  const [doing, setDoing] = useState<Doing | null>(null)
  const register = useGet<Register>(`${SOURCE}/${row.id}`).data
  const keeps = register?.may.includes('keep') ?? false
  const to = (page: string) => (): void => navigate(href(`/console/estates/${row.id}/${page}`))
  const close = (): void => setDoing(null)
  useKeys(t('console.estate'), [
    { key: 'u', label: t('console.units'), run: to('units') },
    { key: 'b', label: t('console.bodies'), run: to('bodies') },
    ...(keeps ? [{ key: 'i', label: t('console.import'), run: () => setDoing('import') }] : []),
  ])
  if (register === undefined) return null
  const rule = register.parking.at(-1)
  return (
    <article className="estate">
      <h2>{register.name}</h2>
      <p className="meta">{[register.areaName, register.developer].filter(part => part !== '').join(' · ')}</p>
      <div className="row-actions">
        <Button type="primary" onClick={to('units')}>
          {t('console.units')} <kbd>u</kbd>
        </Button>
        <Button onClick={to('bodies')}>
          {t('console.bodies')} <kbd>b</kbd>
        </Button>
        {keeps && (
          <>
            <Button onClick={() => setDoing('import')}>
              {t('console.import')} <kbd>i</kbd>
            </Button>
            <Button onClick={() => setDoing('addUnit')}>{t('console.addUnit')}</Button>
            <Button onClick={() => setDoing('parking')}>{t('console.parking')}</Button>
          </>
        )}
        <Button href={href(`/open/estates/${row.id}`)}>{t('console.public')}</Button>
      </div>
      <Facts
        items={[
          { term: t('field.units'), value: t('pages.units', { count: register.units }) },
          { term: t('field.totalArea'), value: t('pages.area', { area: m2(register.areaDm2) }) },
          {
            term: t('field.parkingRule'),
            value:
              rule === undefined
                ? t('parking.unset')
                : t('parking.rule', {
                    rule: t(rule.counts ? 'parking.yes' : 'parking.no'),
                    from: date(rule.from),
                    source: rule.source,
                  }),
          },
        ]}
      />
      <h3>{t('console.faults')}</h3>
      <Faults register={register} />
      <Buildings register={register} />
      <h3>{t('console.course')}</h3>
      <Entries entries={register.entries} />
      {doing === 'import' && <ImportDialog id={row.id} onClose={close} />}
      {doing === 'parking' && <Parking id={row.id} onClose={close} />}
      {doing === 'addUnit' && <AddUnit id={row.id} onClose={close} />}
    </article>
  )
}
