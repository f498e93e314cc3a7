import { SECURITY_KINDS, type SecurityKind } from '../../../../platform/identity/security-kinds.ts'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { When } from './when.tsx'

type Row = {
  readonly id: string
  readonly at: string
  readonly kind: SecurityKind
  readonly name: string
  readonly byName: string
  readonly place: string
  readonly agent: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

const said = (data: Row['data']): string =>
  Object.entries(data)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ')

/** The security log: what happened to accounts and rights, newest first. Reading it is all there is to do. */
export const SecurityLog = () => {
  const t = useT('account')
  const columns: readonly ListColumn<Row>[] = [
    { key: 'at', title: t('security.log.at'), figures: true, cell: row => <When iso={row.at} /> },
    { key: 'kind', title: t('security.log.kind'), cell: row => t(`security.kinds.${row.kind}`) },
    { key: 'who', title: t('security.log.who'), cell: row => row.name },
    { key: 'by', title: t('security.log.by'), cell: row => row.byName },
    { key: 'place', title: t('security.log.place'), figures: true, cell: row => row.place },
    { key: 'agent', title: t('security.log.agent'), cell: row => row.agent },
    { key: 'data', title: t('security.log.data'), extra: true, cell: row => said(row.data) },
  ]
  return (
    <ListPage<Row>
      id="security-events"
      title={t('security.log.title')}
      source="/api/console/security-events"
      rowKey={row => row.id}
      rowName={row => t(`security.kinds.${row.kind}`)}
      columns={columns}
      filters={[
        {
          kind: 'select',
          name: 'kind',
          label: t('security.log.kind'),
          options: SECURITY_KINDS.map(value => ({ value, label: t(`security.kinds.${value}`) })),
        },
        { kind: 'date', name: 'fromDay', label: t('security.log.from') },
        { kind: 'date', name: 'toDay', label: t('security.log.until') },
      ]}
      detail={row => (
        <>
          <h2>{t(`security.kinds.${row.kind}`)}</h2>
          <Facts
            items={[
              { term: t('security.log.at'), value: <When iso={row.at} /> },
              { term: t('security.log.who'), value: row.name },
              { term: t('security.log.by'), value: row.byName },
              { term: t('security.log.place'), value: row.place },
              { term: t('security.log.agent'), value: row.agent },
              ...Object.entries(row.data).map(([term, value]) => ({ term, value: String(value) })),
            ]}
          />
          <p className="why">{t('security.log.why')}</p>
        </>
      )}
    />
  )
}
