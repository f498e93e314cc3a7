import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import type { seenOut } from '../../api.ts'
import { SOURCE } from './data.ts'

type Seen = z.output<typeof seenOut>
type Me = { readonly offices: readonly { readonly role: string }[] }

const SEEN_MS = 30_000

/** Names and numbers in clear for half a minute, for whoever says why; the look is written down. */
export const SeeOwners = ({ estate, unit }: { readonly estate: string; readonly unit: string }) => {
  const t = useT('estate')
  const [asking, setAsking] = useState(false)
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  const purpose = roles.includes('auditor') ? 'audit' : 'register'
  const look = useAction<string, Seen>((reason, { api, key }) =>
    api.send('POST', `${SOURCE}/${estate}/units/${unit}/see`, { reason, purpose }, { key }),
  )
  const { data, reset } = look
  useEffect(() => {
    if (data === undefined) return
    const timer = setTimeout(reset, SEEN_MS)
    return () => clearTimeout(timer)
  }, [data, reset])
  if (data !== undefined)
    return (
      <div role="status">
        {data.owners.map(owner => (
          <p key={owner.number}>
            {owner.name} {owner.number} {owner.share ?? ''}
          </p>
        ))}
        {data.paper !== '' && <p>{t('unit.paper', { paper: data.paper })}</p>}
        <small className="meta">{t('unit.logged')}</small>
      </div>
    )
  return (
    <div>
      <Button size="small" onClick={() => setAsking(!asking)} aria-expanded={asking}>
        {t('unit.see')}
      </Button>
      {asking && (
        <Input
          autoFocus
          size="small"
          aria-label={t('unit.reason')}
          placeholder={t('unit.reason')}
          maxLength={200}
          onPressEnter={event => look.mutate(event.currentTarget.value)}
        />
      )}
      {look.error !== null && <RefusalNotice said={reasonsOf(look.error)} />}
    </div>
  )
}
