import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import type { votersOut } from '../../api.ts'
import { SOURCE } from './data.ts'

/** The list of voters by number, masked: for finding the number a form asks for beside the sheet on paper. */
export const Voters = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useT('committee-election')
  const [after, setAfter] = useState(0)
  const page = useGet<z.output<typeof votersOut>>(`${SOURCE}/${id}/voters?after=${after}`).data
  const next = page?.next ?? null
  return (
    <Modal open width={720} title={t('console.voters')} onCancel={onClose} footer={null} destroyOnHidden>
      <DataTable
        caption={t('console.votersCaption')}
        rows={page?.items ?? []}
        rowKey={voter => String(voter.no)}
        empty={t('pages.nobody')}
        columns={[
          { key: 'no', head: t('pages.voters.no'), figures: true, cell: voter => voter.no },
          { key: 'name', head: t('field.name'), names: true, cell: voter => voter.name },
          { key: 'number', head: t('field.number'), cell: voter => voter.number },
          {
            key: 'state',
            head: t('pages.voters.state'),
            cell: voter =>
              t(voter.struck ? 'pages.voters.struck' : voter.casts ? 'pages.voters.casts' : 'pages.voters.listed'),
          },
        ]}
      />
      <div className="row-actions">
        {after > 0 && <Button onClick={() => setAfter(0)}>{t('console.first')}</Button>}
        {next !== null && <Button onClick={() => setAfter(next)}>{t('console.next')}</Button>}
      </div>
    </Modal>
  )
}
