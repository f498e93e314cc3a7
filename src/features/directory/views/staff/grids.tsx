import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useSearch } from '../../../../platform/ui/console/router.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { type Area, AreaControl, useAreas } from './data.tsx'

const AREAS = '/api/areas'

const AddGrid = ({ community, onClose }: { readonly community: string; readonly onClose: () => void }) => {
  const t = useT('directory')
  const add = useAction<object>((body, { api, key }) => api.send('POST', '/api/console/grids', body, { key }), [AREAS])
  return (
    <AskDialog
      title={t('staff.grids.add')}
      ok={t('staff.grids.add')}
      error={add.error}
      busy={add.isPending}
      onCancel={onClose}
      onAnswer={({ name = '', households = '' }) =>
        add.mutate(
          {
            community,
            ...(name.trim() !== '' && { name }),
            ...(households.trim() !== '' && { households: Number(households) }),
          },
          { onSuccess: onClose },
        )
      }
      fields={[
        { name: 'name', label: t('staff.grids.name'), hint: t('staff.grids.nameHint'), optional: true },
        { name: 'households', kind: 'number', label: t('staff.grids.households'), optional: true },
      ]}
    >
      <p className="why">{t('staff.grids.addWhy')}</p>
    </AskDialog>
  )
}

type Merge = { readonly grids: readonly string[]; readonly into: string }

const MergeGrids = ({
  grids,
  onClose,
}: {
  readonly grids: readonly Area[]
  readonly onClose: (done: boolean) => void
}) => {
  const t = useT('directory')
  const merge = useAction<Merge>(
    (body, { api, key }) => api.send('POST', '/api/console/grids/merge', body, { key }),
    [AREAS],
  )
  return (
    <AskDialog
      title={t('staff.grids.merge')}
      ok={t('staff.grids.merge')}
      danger
      error={merge.error}
      busy={merge.isPending}
      onCancel={() => onClose(false)}
      onAnswer={({ into = '' }) =>
        merge.mutate(
          { grids: grids.map(({ path }) => path).filter(path => path !== into), into },
          { onSuccess: () => onClose(true) },
        )
      }
      fields={[
        {
          name: 'into',
          kind: 'select',
          label: t('staff.grids.into'),
          options: grids.map(({ path, label }) => ({ value: path, label })),
        },
      ]}
    >
      <p className="why">{t('staff.grids.mergeWhy')}</p>
    </AskDialog>
  )
}

/** The grids of a community: adding one, merging several into one of them. */
export const Grids = () => {
  const t = useT('directory')
  const [search, change] = useSearch()
  const area = search.get('area') ?? ''
  const chosen = area.length === 12
  const grids = useAreas(area, chosen)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<'add' | 'merge' | null>(null)
  const rows = chosen ? (grids.data?.items ?? []) : []
  const wanted = rows.filter(({ path }) => picked.has(path))
  const pick = (path: string, on: boolean): void =>
    setPicked(new Set(on ? [...picked, path] : [...picked].filter(one => one !== path)))
  return (
    <div className="desk-page">
      <div className="list-head">
        <h1>{t('staff.grids.title')}</h1>
        <span className="grow" />
        {chosen && (
          <>
            <Button disabled={wanted.length < 2} onClick={() => setAsking('merge')}>
              {t('staff.grids.merge')}
            </Button>
            <Button type="primary" onClick={() => setAsking('add')}>
              {t('staff.grids.add')}
            </Button>
          </>
        )}
      </div>
      <AreaControl
        id="grids-area"
        value={area}
        onChange={next => {
          setPicked(new Set())
          change({ area: next })
        }}
      />
      {chosen ? (
        <DataTable
          caption={t('staff.grids.of', { place: grids.data?.parent.name ?? '' })}
          rows={rows}
          rowKey={row => row.path}
          columns={[
            {
              key: 'pick',
              head: t('staff.grids.choose'),
              cell: row => (
                <Checkbox
                  aria-label={t('staff.grids.chooseOne', { grid: row.label })}
                  checked={picked.has(row.path)}
                  onChange={event => pick(row.path, event.target.checked)}
                />
              ),
            },
            { key: 'name', head: t('staff.grids.name'), names: true, cell: row => row.label },
            { key: 'code', head: t('staff.grids.code'), cell: row => row.path },
          ]}
        />
      ) : (
        <p className="empty">{t('staff.grids.chooseCommunity')}</p>
      )}
      {asking === 'add' && <AddGrid community={area} onClose={() => setAsking(null)} />}
      {asking === 'merge' && (
        <MergeGrids
          grids={wanted}
          onClose={done => {
            setAsking(null)
            if (done) setPicked(new Set())
          }}
        />
      )}
    </div>
  )
}
