import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useAround, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'

type City = { readonly code: string; readonly name: string }

/** The cities of this installation; each has its own console at its own address. */
export const Cities = () => {
  const t = useT('directory')
  const { city } = useAround()
  const cities = useGet<{ readonly items: readonly City[] }>('/api/console/cities')
  return (
    <div className="desk-page">
      <h1>{t('staff.cities.title')}</h1>
      <p className="why">{t('staff.cities.why')}</p>
      <DataTable
        caption={t('staff.cities.title')}
        rows={cities.data?.items ?? []}
        rowKey={row => row.code}
        columns={[
          { key: 'code', head: t('staff.cities.code'), cell: row => row.code },
          { key: 'name', head: t('staff.cities.name'), names: true, cell: row => row.name },
          {
            key: 'here',
            head: t('staff.cities.here'),
            cell: row => (row.code === city.code ? t('staff.cities.this') : ''),
          },
        ]}
      />
    </div>
  )
}
