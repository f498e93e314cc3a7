import { Button } from 'antd'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { navigate } from '../../../../platform/ui/console/router.tsx'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { m2 } from '../public/list.tsx'
import { type Register, SOURCE, type Unit } from './data.ts'
import { UnitPane } from './unit-pane.tsx'
import { useDay } from './use-day.ts'

/** Who owns a unit now, masked, in one line. */
const Owners = ({ unit }: { readonly unit: Unit }) => {
  const t = useT('estate')
  if (unit.title === null) return <b>{t('unit.nobody')}</b>
  if (unit.developer) return <>{t('unit.developers')}</>
  const names = unit.owners
    .map(({ name, of, in: whole }) => (of === null || whole === null ? name : `${name} ${of}/${whole}`))
    .join('、')
  return <>{unit.handed ? names : `${names}（${t('unit.notHanded')}）`}</>
}

/** Units of one estate with who owns them now; the one under the cursor opens below with its history. */
export const UnitsPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => {
  const t = useT('estate')
  const href = useHref()
  const date = useDay()
  const id = params.id ?? ''
  const register = useGet<Register>(`${SOURCE}/${id}`).data
  const columns: readonly ListColumn<Unit>[] = [
    { key: 'code', title: t('field.code'), figures: true, cell: row => row.code },
    { key: 'building', title: t('field.building'), cell: row => row.building, extra: true },
    { key: 'stairwell', title: t('field.stairwell'), cell: row => row.stairwell ?? '—', extra: true },
    { key: 'kind', title: t('field.kind'), cell: row => t(`kind.${row.kind}`) },
    { key: 'area', title: t('field.area'), figures: true, cell: row => m2(row.areaDm2) },
    { key: 'owners', title: t('field.owners'), cell: row => <Owners unit={row} /> },
    { key: 'since', title: t('field.since'), figures: true, cell: row => (row.since === null ? '' : date(row.since)) },
  ]
  if (register === undefined) return null
  return (
    <ListPage<Unit>
      id={`estate-units-${id}`}
      title={t('console.unitsOf', { name: register.name })}
      source={`${SOURCE}/${id}/units`}
      rowKey={row => row.id}
      rowName={row => row.code}
      columns={columns}
      filters={[
        { kind: 'search', name: 'code', label: t('field.code') },
        {
          kind: 'select',
          name: 'building',
          label: t('field.building'),
          options: register.buildings.map(({ building }) => ({ value: building, label: building })),
        },
        {
          kind: 'select',
          name: 'standing',
          label: t('field.standing'),
          options: (['owned', 'developer', 'none'] as const).map(value => ({ value, label: t(`standing.${value}`) })),
        },
      ]}
      tools={<Button onClick={() => navigate(href('/console/estates'))}>{t('console.title')}</Button>}
      detail={row => <UnitPane key={row.id} estate={id} row={row} keeps={register.may.includes('keep')} />}
    />
  )
}
