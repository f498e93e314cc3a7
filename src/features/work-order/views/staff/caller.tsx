import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { LIST, type Shown } from './data.ts'
import { Refused } from './refused.tsx'

type Clear = { readonly name: string; readonly phone: string; readonly place: string; readonly text: string }

const SEEN_MS = 30_000

/** What is shown is gone after half a minute, also when nobody touches the page. */
const useBriefly = (data: Clear | undefined, forget: () => void): void => {
  useEffect(() => {
    if (data === undefined) return
    const timer = setTimeout(forget, SEEN_MS)
    return () => clearTimeout(timer)
  }, [data, forget])
}

/** The desk sees masked words where a number or a door stood in them; those can be looked at like the number. */
const isMasked = ({ order }: Shown): boolean => `${order.place}${order.body}`.includes('***')

/** Who asked: masked. Their number is shown to whoever says why they need it; the look is written down. */
export const Caller = ({ shown }: { readonly shown: Shown }) => {
  const t = useT('work-order')
  const { order } = shown
  const [asking, setAsking] = useState(false)
  const look = useAction<string, Clear>((reason, { api, key }) =>
    api.send('POST', `${LIST}/${order.id}/caller`, { reason }, { key }),
  )
  useBriefly(look.data, look.reset)
  if (order.caller === null && !(isMasked(shown) && order.may.includes('seeCaller'))) {
    const why = order.anonymous ? 'anonymous' : order.may.includes('seeCaller') ? 'none' : 'hidden'
    return <p className="meta">{t(`console.caller.${why}`)}</p>
  }
  if (look.data !== undefined) {
    return (
      <p>
        {look.data.name} <a href={`tel:${look.data.phone}`}>{look.data.phone}</a> {look.data.place}{' '}
        <small className="meta">{t('console.caller.logged')}</small>
        {look.data.text !== '' && <span className="words">{look.data.text}</span>}
      </p>
    )
  }
  return (
    <>
      <p>
        {[order.caller?.name ?? '', order.caller?.phone ?? ''].filter(part => part !== '').join(' ')}{' '}
        <Button size="small" onClick={() => setAsking(!asking)} aria-expanded={asking}>
          {t('console.caller.show')}
        </Button>
      </p>
      {asking && (
        <Input
          autoFocus
          size="small"
          aria-label={t('console.caller.reason')}
          placeholder={t('console.caller.reason')}
          maxLength={200}
          onPressEnter={event => look.mutate(event.currentTarget.value)}
          onKeyDown={event => event.key === 'Escape' && setAsking(false)}
        />
      )}
      <Refused problem={look.error?.problem ?? null} shown={shown} seen={order.version} stale={false} />
    </>
  )
}
