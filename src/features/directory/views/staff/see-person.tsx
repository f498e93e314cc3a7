import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'

type Clear = { readonly name: string; readonly phone: string }
type Me = { readonly offices: readonly { readonly role: string }[] }

const SEEN_MS = 30_000

/** Name and phone in clear for half a minute, for whoever says why; the look is written down. */
export const SeePerson = ({ office }: { readonly office: string }) => {
  const t = useT('directory')
  const [asking, setAsking] = useState(false)
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  const purpose = roles.includes('securityAdmin') ? 'staffing' : 'audit'
  const look = useAction<string, Clear>((reason, { api, key }) =>
    api.send('POST', `/api/console/offices/${office}/see`, { reason, purpose }, { key }),
  )
  const { data, reset } = look
  useEffect(() => {
    if (data === undefined) return
    const timer = setTimeout(reset, SEEN_MS)
    return () => clearTimeout(timer)
  }, [data, reset])
  if (data !== undefined)
    return (
      <p>
        {data.name} <a href={`tel:${data.phone}`}>{data.phone}</a>{' '}
        <small className="meta">{t('staff.see.logged')}</small>
      </p>
    )
  return (
    <>
      <Button size="small" onClick={() => setAsking(!asking)} aria-expanded={asking}>
        {t('staff.see.show')}
      </Button>
      {asking && (
        <Input
          autoFocus
          size="small"
          aria-label={t('staff.see.reason')}
          placeholder={t('staff.see.reason')}
          maxLength={200}
          onPressEnter={event => look.mutate(event.currentTarget.value)}
        />
      )}
      {look.error !== null && <RefusalNotice said={reasonsOf(look.error)} />}
    </>
  )
}
