import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useKeys } from '../../../../platform/ui/console/keys.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { m2 } from '../public/list.tsx'
import { given, type Line, SOURCE } from './data.ts'
import { EstatePane } from './estate-pane.tsx'
import { useDay } from './use-day.ts'

type Places = { readonly items: readonly { readonly id: string; readonly name: string }[] }
type Me = { readonly offices: readonly { readonly role: string }[] }

const KEEPS: ReadonlySet<string> = new Set(['communityWorker', 'unitLead'])

const Create = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('estate')
  const places = useGet<Places>(`${SOURCE}/communities`).data?.items
  const create = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  if (places === undefined) return null
  return (
    <AskDialog
      title={t('console.create')}
      ok={t('console.create')}
      error={create.error}
      busy={create.isPending}
      onCancel={onClose}
      onAnswer={answers => create.mutate(given(answers), { onSuccess: onClose })}
      fields={[
        {
          name: 'area',
          kind: 'select',
          label: t('field.community'),
          initial: places[0]?.id ?? '',
          options: places.map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: 'name', label: t('field.name') },
        { name: 'developer', label: t('field.developer'), optional: true },
        { name: 'uscc', label: t('field.uscc'), optional: true },
      ]}
    >
      <p className="why">{t('does.create')}</p>
    </AskDialog>
  )
}

const Committee = ({ line }: { readonly line: Line }) => {
  const t = useT('estate')
  const date = useDay()
  const tone = line.committee === 'in-term' ? 'ok' : line.committee === 'lapsed' ? 'late' : 'plain'
  const until = line.termTo === null ? '' : ` ${date(line.termTo)}`
  return (
    <Chip tone={tone}>
      {t(`committee.${line.committee}`)}
      {until}
    </Chip>
  )
}

/** Estates of one's area; the one under the cursor opens below. */
export const EstatesPage = () => {
  const t = useT('estate')
  const [creating, setCreating] = useState(false)
  const keeps = useGet<Me>('/api/me').data?.offices.some(({ role }) => KEEPS.has(role)) ?? false
  useKeys(t('console.title'), keeps ? [{ key: 'n', label: t('console.create'), run: () => setCreating(true) }] : [])
  const columns: readonly ListColumn<Line>[] = [
    { key: 'name', title: t('field.name'), cell: row => row.name },
    { key: 'area', title: t('field.community'), cell: row => row.areaName },
    { key: 'units', title: t('field.units'), figures: true, cell: row => row.units },
    { key: 'total', title: t('field.totalArea'), figures: true, cell: row => m2(row.areaDm2) },
    { key: 'assembly', title: t('field.assembly'), cell: row => t(row.hasAssembly ? 'assembly.yes' : 'assembly.no') },
    { key: 'committee', title: t('field.committee'), cell: row => <Committee line={row} /> },
  ]
  return (
    <>
      <ListPage<Line>
        id="estates"
        title={t('console.title')}
        source={SOURCE}
        rowKey={row => row.id}
        rowName={row => row.name}
        columns={columns}
        filters={[{ kind: 'search', name: 'name', label: t('field.name') }]}
        tools={
          keeps ? (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('console.create')} <kbd>n</kbd>
            </Button>
          ) : null
        }
        detail={row => <EstatePane key={row.id} row={row} />}
      />
      {creating && <Create onClose={() => setCreating(false)} />}
    </>
  )
}
