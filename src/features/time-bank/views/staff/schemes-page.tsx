import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { dateOf, plusDays } from '../../../../kernel/time.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import { SendDialog, type Sending } from '../../../../platform/ui/console/send-dialog.tsx'
import { useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import type { reportOut, schemeOut } from '../../api.ts'
import { SET_NAMES } from '../../rules/scheme.ts'
import { useHours } from '../hours.ts'
import { SchemeFacts } from '../public/list.tsx'
import { SOURCE } from './data.ts'

type Scheme = z.output<typeof schemeOut>
type Report = z.output<typeof reportOut>
type Service = Report['payable'][number]
type Places = { readonly items: readonly { readonly id: string; readonly name: string }[] }

const useDeeds = (id: string, report: Report | undefined) => {
  const t = useT('time-bank')
  const hours = useHours()
  const serviceIn = (services: readonly Service[]): AskField => ({
    name: 'service',
    kind: 'select',
    label: t('field.service'),
    options: services.map(({ service, on, who, title, minutes }) => ({
      value: service,
      label: `${on} · ${who} · ${title} · ${hours(minutes)}`,
    })),
  })
  const credited = (report?.credited ?? []).filter(({ taken }) => !taken)
  const tomorrow = plusDays(dateOf(useNow()), 1)
  const yesNo = (name: string): AskField => ({
    name,
    kind: 'select',
    label: t(`switch.${name}`),
    optional: true,
    options: [
      { value: 'true', label: t('console.on') },
      { value: 'false', label: t('console.off') },
    ],
  })
  const rules: Sending = {
    title: t('console.rules'),
    path: `${SOURCE}/${id}/rules`,
    renews: [SOURCE],
    says: t('does.rules'),
    fields: [
      { name: 'from', kind: 'date', label: t('field.from'), initial: tomorrow },
      { name: 'basis', label: t('field.basis'), optional: true },
      { name: 'capHours', kind: 'number', label: t('field.capHours'), optional: true },
      ...['family', 'donate', 'gift', 'inherit'].map(yesNo),
      { name: 'expiryMonths', kind: 'number', label: t('field.expiryMonths'), optional: true },
      { name: 'clearingHours', kind: 'number', label: t('field.clearingHours'), optional: true },
    ],
  }
  const grant: Sending = {
    title: t('console.grant'),
    path: `${SOURCE}/${id}/grant`,
    renews: [SOURCE],
    says: t('does.grant'),
    fields: [serviceIn(report?.payable ?? []), { name: 'note', kind: 'long', label: t('field.note') }],
  }
  const takeBack: Sending = {
    title: t('console.takeBack'),
    path: `${SOURCE}/${id}/take-back`,
    renews: [SOURCE],
    says: t('does.takeBack'),
    fields: [serviceIn(credited), { name: 'note', kind: 'long', label: t('field.note') }],
    danger: true,
  }
  const settle: Sending = {
    title: t('console.settle'),
    path: `${SOURCE}/${id}/settle`,
    renews: [SOURCE],
    says: t('does.settle'),
    fields: [
      {
        name: 'with',
        kind: 'select',
        label: t('field.with'),
        options: (report?.clearing ?? [])
          .filter(({ minutes }) => minutes !== 0)
          .map(({ scheme, name, minutes }) => ({ value: scheme, label: `${name} · ${hours(minutes)}` })),
      },
      { name: 'note', kind: 'long', label: t('field.agreement') },
    ],
  }
  const close: Sending = {
    title: t('console.close'),
    path: `${SOURCE}/${id}/close`,
    renews: [SOURCE],
    says: t('does.close'),
    fields: [],
    danger: true,
  }
  return { rules, grant, takeBack, settle, close }
}

/** Reserve and liability of one scheme beside the list. */
const Pane = ({ row }: { readonly row: Scheme }) => {
  const t = useT('time-bank')
  const hours = useHours()
  const href = useHref()
  const [deed, setDeed] = useState<Sending | null>(null)
  const report = useGet<Report>(`${SOURCE}/${row.id}`).data
  const deeds = useDeeds(row.id, report)
  if (report === undefined) return null
  return (
    <article>
      <h2>{report.name}</h2>
      <div className="row-actions">
        <Button href={href(`/console/time-banks/${row.id}/members`)}>{t('report.members')}</Button>
        {report.may.includes('run') && (
          <>
            <Button onClick={() => setDeed(deeds.rules)}>{deeds.rules.title}</Button>
            {report.payable.length > 0 && <Button onClick={() => setDeed(deeds.grant)}>{deeds.grant.title}</Button>}
            {report.credited.some(({ taken }) => !taken) && (
              <Button onClick={() => setDeed(deeds.takeBack)}>{deeds.takeBack.title}</Button>
            )}
            {report.clearing.some(({ minutes }) => minutes !== 0) && (
              <Button onClick={() => setDeed(deeds.settle)}>{deeds.settle.title}</Button>
            )}
            {report.closedOn === null && (
              <Button danger onClick={() => setDeed(deeds.close)}>
                {deeds.close.title}
              </Button>
            )}
          </>
        )}
      </div>
      <SchemeFacts scheme={report} />
      <h3>{t('report.title')}</h3>
      <Facts
        items={[
          { term: t('report.members'), value: report.members },
          { term: t('report.outstanding'), value: hours(report.outstanding) },
          { term: t('field.honour'), value: hours(report.honour) },
          { term: t('report.old'), value: t('report.people', { count: report.old, hours: hours(report.oldMinutes) }) },
          {
            term: t('report.soon'),
            value: t('report.people', { count: report.soon, hours: hours(report.soonMinutes) }),
          },
          { term: t('report.spentYear'), value: hours(report.spentYear) },
          { term: t('report.total'), value: hours(report.total) },
        ]}
      />
      <DataTable
        caption={t('report.ages')}
        rows={report.ages}
        rowKey={one => String(one.years)}
        columns={[
          { key: 'years', head: t('report.age'), names: true, cell: one => t(`report.years.${one.years}`) },
          { key: 'minutes', head: t('report.outstanding'), figures: true, cell: one => hours(one.minutes) },
        ]}
      />
      {report.clearing.length > 0 && (
        <DataTable
          caption={t('report.clearing')}
          rows={report.clearing}
          rowKey={one => one.scheme}
          columns={[
            { key: 'name', head: t('field.name'), names: true, cell: one => one.name },
            { key: 'minutes', head: t('report.owed'), figures: true, cell: one => hours(one.minutes) },
          ]}
        />
      )}
      {deed !== null && <SendDialog sending={deed} onClose={() => setDeed(null)} />}
    </article>
  )
}

/** Time banks of one's area; the one under the cursor opens below with its liability. */
export const SchemesPage = () => {
  const t = useT('time-bank')
  const hours = useHours()
  const [opening, setOpening] = useState(false)
  const places = useGet<Places>('/api/volunteers/places').data?.items ?? []
  const open: Sending = {
    title: t('console.open'),
    path: SOURCE,
    renews: [SOURCE],
    says: t('does.open'),
    fields: [
      {
        name: 'area',
        kind: 'select',
        label: t('field.area'),
        initial: places[0]?.id ?? '',
        options: places.map(({ id, name }) => ({ value: id, label: name })),
      },
      { name: 'name', label: t('field.name') },
      {
        name: 'ruleSet',
        kind: 'select',
        label: t('field.ruleSet'),
        initial: 'local',
        options: SET_NAMES.map(value => ({ value, label: t(`origin.${value}`) })),
      },
      { name: 'guarantee', kind: 'long', label: t('field.guarantee') },
    ],
  }
  return (
    <>
      <ListPage<Scheme>
        id="time-banks"
        title={t('console.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.name}
        columns={[
          { key: 'name', title: t('field.name'), cell: row => row.name },
          { key: 'area', title: t('field.area'), cell: row => row.areaName },
          { key: 'pool', title: t('field.pool'), figures: true, cell: row => hours(row.pool) },
          { key: 'issued', title: t('field.issued'), figures: true, cell: row => hours(row.issued) },
          {
            key: 'state',
            title: t('field.state'),
            cell: row =>
              row.closedOn === null ? t('console.running') : <Chip tone="late">{t('console.closed')}</Chip>,
          },
        ]}
        filters={[]}
        tools={
          places.length > 0 ? (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('console.open')}
            </Button>
          ) : null
        }
        detail={row => <Pane key={row.id} row={row} />}
      />
      {opening && <SendDialog sending={open} onClose={() => setOpening(false)} />}
    </>
  )
}
