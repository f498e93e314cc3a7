import { Button } from 'antd'
import { useState } from 'react'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { Basis } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { EnterValue } from './enter.tsx'
import { BasisKind, basisItem, type RuleRow, SaidValue, Since, useRuleName } from './said-value.tsx'
import { useEntering } from './use-operator.ts'

/** Rows of a list are edited on a page of the slice that knows them. */
const isList = (row: RuleRow): boolean => row.schema.type === 'array'

const Conflicts = ({ row }: { readonly row: RuleRow }) => {
  const t = useT('locality')
  if (row.conflicts.length === 0) return null
  return (
    <section>
      <h3>{t('staff.conflicts')}</h3>
      <ul>
        {row.conflicts.map(each => (
          <li key={each.day}>
            {t('staff.conflictFrom', { day: each.day })} <s>{<SaidValue row={row} value={each.weaker.value} />}</s> →{' '}
            <b>
              <SaidValue row={row} value={each.stricter.value} />
            </b>
            <Basis items={[basisItem(each.stricter.basis)]} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const Detail = ({ row, onEnter }: { readonly row: RuleRow; readonly onEnter: () => void }) => {
  const t = useT('locality')
  const name = useRuleName()(row)
  const mayEnter = useEntering()[row.security ? 'security' : 'plain']
  return (
    <div className="rule-detail">
      <div className="list-head">
        <h2>{name}</h2>
        <span className="grow" />
        {mayEnter &&
          (isList(row) ? (
            <Link href={`/console/rule-values/${row.key}`}>{t('staff.editList')}</Link>
          ) : (
            <Button type="primary" onClick={onEnter}>
              {t('staff.enter')}
            </Button>
          ))}
      </div>
      {row.held !== null && <Basis items={[basisItem(row.held.basis)]} />}
      <Conflicts row={row} />
      <DataTable
        caption={t('staff.history')}
        empty={t('staff.noHistory')}
        rows={row.history}
        rowKey={line => `${line.layer} ${line.from}`}
        columns={[
          { key: 'layer', head: t('staff.layer'), names: true, cell: line => t(`layers.${line.layer}`) },
          { key: 'from', head: t('staff.from'), cell: line => <Since day={line.from} /> },
          { key: 'to', head: t('staff.to'), cell: line => line.to ?? '' },
          { key: 'value', head: t('staff.value'), cell: line => <SaidValue row={row} value={line.value} /> },
          { key: 'kind', head: t('staff.kind'), cell: line => <BasisKind of={line} /> },
          {
            key: 'basis',
            head: t('staff.basis'),
            cell: line => line.basis.quote ?? line.basis.note ?? '',
          },
        ]}
      />
    </div>
  )
}

/** What the city's rules are set to: what holds, since when, on what basis, in which layers, and where law stood above. */
export const RuleValues = () => {
  const t = useT('locality')
  const name = useRuleName()
  const [entering, setEntering] = useState<RuleRow | null>(null)
  const [noticed, setNoticed] = useState<readonly string[]>([])
  const columns: readonly ListColumn<RuleRow>[] = [
    { key: 'name', title: t('staff.name'), cell: row => name(row) },
    {
      key: 'value',
      title: t('staff.value'),
      cell: row => (row.held === null ? t('staff.unset') : <SaidValue row={row} value={row.held.value} />),
    },
    {
      key: 'from',
      title: t('staff.since'),
      figures: true,
      cell: row => row.held !== null && <Since day={row.held.from} />,
    },
    { key: 'layer', title: t('staff.layer'), cell: row => (row.held === null ? '' : t(`layers.${row.held.layer}`)) },
    { key: 'kind', title: t('staff.kind'), cell: row => (row.held === null ? '' : <BasisKind of={row.held} />) },
    {
      key: 'conflicts',
      title: t('staff.conflicts'),
      cell: row =>
        row.conflicts.length > 0 && (
          <Chip tone="warn">{t('staff.conflictCount', { count: row.conflicts.length })}</Chip>
        ),
    },
  ]
  return (
    <>
      <ListPage<RuleRow>
        id="rule-values"
        title={t('name')}
        source="/api/rule-values"
        rowKey={row => row.key}
        rowName={name}
        columns={columns}
        filters={[{ kind: 'date', name: 'date', label: t('staff.onDay') }]}
        tools={
          noticed.length > 0 && (
            <span role="status">
              <Chip tone="warn">{t('staff.gaveWay', { days: noticed.join('、') })}</Chip>
            </span>
          )
        }
        detail={row => <Detail row={row} onEnter={() => setEntering(row)} />}
      />
      {entering !== null && (
        <EnterValue
          row={entering}
          onCancel={() => setEntering(null)}
          onDone={({ conflicts }) => {
            setNoticed(conflicts.map(({ day }) => day))
            setEntering(null)
          }}
        />
      )}
    </>
  )
}
