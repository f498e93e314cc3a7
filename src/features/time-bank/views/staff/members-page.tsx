import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { SendDialog, type Sending } from '../../../../platform/ui/console/send-dialog.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import type { membersOut, reportOut } from '../../api.ts'
import { useHours } from '../hours.ts'
import { SOURCE } from './data.ts'

type Member = z.output<typeof membersOut>['items'][number]
type Report = z.output<typeof reportOut>

const RELATIONS = ['parent', 'spouse', 'child', 'grandparent', 'grandchild'] as const

/** One member beside the list: what they have, and for whom they may pay. */
const MemberPane = ({ row, report }: { readonly row: Member; readonly report: Report }) => {
  const t = useT('time-bank')
  const hours = useHours()
  const [deed, setDeed] = useState<Sending | null>(null)
  const path = `/api/time-bank-members/${row.id}`
  const relative: Sending = {
    title: t('console.relative'),
    path: `${path}/relative`,
    renews: [SOURCE],
    says: t('does.relative'),
    fields: [
      { name: 'name', label: t('field.relativeName') },
      { name: 'phone', label: t('field.relativePhone') },
      {
        name: 'relation',
        kind: 'select',
        label: t('field.relation'),
        initial: 'parent',
        options: RELATIONS.map(value => ({ value, label: t(`relation.${value}`) })),
      },
    ],
  }
  const inherit: Sending = {
    title: t('console.inherit'),
    path: `${path}/inherit`,
    renews: [SOURCE],
    says: t('does.inherit'),
    fields: [{ name: 'heir', label: t('field.heir') }],
    danger: true,
  }
  const runs = report.may.includes('run')
  return (
    <article>
      <h2>{row.who}</h2>
      {runs && (
        <div className="row-actions">
          {report.rules.family && <Button onClick={() => setDeed(relative)}>{relative.title}</Button>}
          {report.rules.inherit && (
            <Button danger onClick={() => setDeed(inherit)}>
              {inherit.title}
            </Button>
          )}
        </div>
      )}
      <Facts
        items={[
          { term: t('field.no'), value: row.no },
          { term: t('field.redeem'), value: hours(row.redeem) },
          { term: t('field.honour'), value: hours(row.honour) },
          { term: t('field.earned'), value: hours(row.earned) },
          {
            term: t('own.relatives'),
            value: row.relatives.map(({ who, relation: as }) => `${who} ${t(`relation.${as}`)}`).join('、') || '—',
          },
        ]}
      />
      {deed !== null && <SendDialog sending={deed} onClose={() => setDeed(null)} />}
    </article>
  )
}

/** Members of one time bank. */
export const MembersPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
  const t = useT('time-bank')
  const href = useHref()
  const hours = useHours()
  const id = params.id ?? ''
  const report = useGet<Report>(`${SOURCE}/${id}`).data
  if (report === undefined) return null
  return (
    <ListPage<Member>
      id={`time-bank-members-${id}`}
      title={`${report.name} ${t('report.members')}`}
      source={`${SOURCE}/${id}/members`}
      rowKey={row => row.id}
      rowName={row => row.who}
      columns={[
        { key: 'no', title: t('field.no'), figures: true, cell: row => row.no },
        { key: 'who', title: t('field.who'), cell: row => row.who },
        { key: 'area', title: t('field.area'), cell: row => row.areaName },
        { key: 'redeem', title: t('field.redeem'), figures: true, cell: row => hours(row.redeem) },
        { key: 'honour', title: t('field.honour'), figures: true, cell: row => hours(row.honour) },
        { key: 'earned', title: t('field.earned'), figures: true, cell: row => hours(row.earned), extra: true },
      ]}
      filters={[{ kind: 'search', name: 'q', label: t('field.no') }]}
      tools={<Button onClick={() => navigate(href('/console/time-banks'))}>{t('console.title')}</Button>}
      detail={row => <MemberPane key={row.id} row={row} report={report} />}
    />
  )
}
