import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import type { auditOut } from '../../api-read.ts'
import { SOURCE } from './data.ts'

type Audited = z.output<typeof auditOut>

const Outcome = ({ id }: { readonly id: string }) => {
  const t = useT('maintenance-fund')
  const done = useGet<Audited>(`${SOURCE}/${id}/audit`).data
  if (done === undefined) return null
  const wrong = [...done.accounts, ...done.postings, ...(done.uneven ? ['Σ ≠ 0'] : [])]
  return (
    <p role="status">
      <b>
        {wrong.length === 0
          ? t('console.audited', { count: done.checked })
          : t('console.auditFaults', { count: wrong.length, what: wrong.join('、') })}
      </b>
    </p>
  )
}

/** The auditor makes every balance anew from its transfers, and every hash from its lines. */
export const Audit = ({ id }: { readonly id: string }) => {
  const t = useT('maintenance-fund')
  const [asked, setAsked] = useState(false)
  return asked ? <Outcome id={id} /> : <Button onClick={() => setAsked(true)}>{t('console.audit')}</Button>
}
