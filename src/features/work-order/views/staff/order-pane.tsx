import { Button, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { type KeyBinding, useKeys } from '../../../../platform/ui/console/keys.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { type Shown, useShown } from './data.ts'
import { DeedForm } from './deed-form.tsx'
import { DEEDS, deedsFor, likelyFor } from './deeds.ts'
import { openSuspects, takeUpLink, useSuggestions } from './likeness.tsx'
import { OrderChips, Story, Times, What } from './order-body.tsx'
import { Refused } from './refused.tsx'
import { useDeed } from './use-deed.ts'

/** A thing to do with its key: one of the three likely ones. */
type Likely = { readonly id: string; readonly label: string; readonly run: () => void }

const MOST = 3
const SENDING = ['dispatch', 'designate'] as const

const Acts = ({ shown }: { readonly shown: Shown }) => {
  const t = useT('work-order')
  const { order } = shown
  const deed = useDeed(shown)
  const suggestions = useSuggestions(shown)
  const suspects = openSuspects(shown, suggestions)
  const link = takeUpLink(shown)
  const [open, setOpen] = useState<string | null>(null)
  const [more, setMore] = useState(false)
  const allowed = deedsFor(order)
  const sends = SENDING.find(verb => allowed.includes(verb))
  const start = (verb: string): void => {
    deed.clear()
    setMore(false)
    if (DEEDS[verb]?.direct === true) void deed.run({ verb, body: {}, version: order.version })
    else setOpen(verb)
  }
  const shut = (): void => {
    setOpen(null)
    setMore(false)
  }
  const toUnits: readonly Likely[] =
    sends === undefined
      ? []
      : suggestions.units.map(({ id, name }) => ({
          id,
          label: t('console.sendTo', { unit: name }),
          run: () => {
            setOpen(null)
            void deed.run({ verb: sends, body: { lead: id }, version: order.version })
          },
        }))
  const usual = likelyFor(order).map(verb => ({ id: verb, label: t(`action.${verb}`), run: () => start(verb) }))
  const likely = [...toUnits, ...usual.filter(({ id }) => id !== sends)].slice(0, MOST)
  const rest = allowed.filter(verb => verb !== sends && !likely.some(({ id }) => id === verb))
  const first = suspects[0]
  const bindings: readonly KeyBinding[] = [
    ...likely.map(({ label, run }, index) => ({ key: String(index + 1), label, run })),
    ...(sends === undefined ? [] : [{ key: 'r', label: t('console.otherUnit'), run: () => start(sends) }]),
    ...(first === undefined || !order.may.includes('amend')
      ? []
      : [{ key: 'm', label: t('console.alike.linkTo', { no: first.no.slice(-4) }), run: () => link.mutate(first.id) }]),
    ...(rest.length === 0 ? [] : [{ key: '.', label: t('console.more'), run: () => setMore(!more) }]),
    ...(open === null && !more ? [] : [{ key: 'Escape', label: t('console.cancel'), run: shut }]),
  ]
  useKeys(order.title, bindings)
  // Another order, or another step of this one: the form of before has no place here.
  const place = `${order.id} ${order.step}`
  useEffect(() => {
    if (place !== '') setOpen(null)
  }, [place])
  return (
    <div className="acts">
      <div className="row-actions">
        {likely.map(({ id, label, run }, index) => (
          <Button key={id} type={index === 0 ? 'primary' : 'default'} disabled={deed.busy} onClick={run}>
            {label} <kbd>{index + 1}</kbd>
          </Button>
        ))}
        {sends !== undefined && (
          <Button disabled={deed.busy} onClick={() => start(sends)} aria-expanded={open === sends}>
            {t('console.otherUnit')} <kbd>r</kbd>
          </Button>
        )}
        {rest.length > 0 && (
          <Button type="text" onClick={() => setMore(!more)} aria-expanded={more}>
            {t('console.more')} <kbd>.</kbd>
          </Button>
        )}
      </div>
      {more && (
        <div className="row-actions more">
          {rest.map((verb, index) => (
            <Button key={verb} size="small" autoFocus={index === 0} onClick={() => start(verb)}>
              {t(`action.${verb}`)}
            </Button>
          ))}
        </div>
      )}
      {open !== null && (
        <DeedForm
          key={`${order.id} ${open}`}
          verb={open}
          shown={shown}
          deed={deed}
          units={suggestions.units.map(({ id, name, why }) => ({ value: id, label: `${name} · ${why}` }))}
          onClose={() => {
            setOpen(null)
            deed.clear()
          }}
        />
      )}
      {open === null && (
        <Refused problem={deed.refused?.problem ?? null} shown={shown} seen={order.version - 1} stale={deed.stale} />
      )}
      {allowed.length === 0 && <p className="meta">{t('console.nothingToDo')}</p>}
    </div>
  )
}

/** The order under the cursor: what was said, the clocks, what happened, and what can be done, each with its key. */
export const OrderPane = ({ id, whole = false }: { readonly id: string; readonly whole?: boolean }) => {
  const t = useT('work-order')
  const asked = useShown(id)
  const shown = asked.data
  if (asked.isError) return <p className="empty">{asked.error.problem.detail}</p>
  if (shown === undefined) return <Skeleton active title={false} paragraph={{ rows: 4 }} />
  return (
    <article className={whole ? 'order whole' : 'order'}>
      <header>
        {whole ? <h1>{shown.order.title}</h1> : <h2>{shown.order.title}</h2>}
        <OrderChips shown={shown} />
        <span className="grow" />
        {whole ? (
          <span className="meta">{shown.order.no}</span>
        ) : (
          <Link href={`/console/work-orders/${id}`}>{t('console.pane.whole', { no: shown.order.no })}</Link>
        )}
      </header>
      <Acts key={id} shown={shown} />
      <div className="pane-columns">
        <What shown={shown} />
        <Times shown={shown} />
        <Story shown={shown} />
      </div>
    </article>
  )
}

/** One order on a page of its own, to be shared by its address. */
export const OrderPage = ({ params }: { readonly params: Readonly<Record<string, string>> }) => (
  <OrderPane id={params.id ?? ''} whole />
)
