import type { ReactNode } from 'react'
import type { Said } from '../../../../platform/http/types.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form } from '../../../../platform/ui/parts/form.tsx'
import { PhotoPicker } from '../../../../platform/ui/parts/photos.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownOrder } from '../../shown.ts'
import { OrderChips, OrderClocks, OrderTimeline, Part } from '../parts/order-parts.tsx'

/** What was tried on this page and did not work. */
export type FieldTried = {
  readonly verb: string
  readonly said: readonly Said[]
  readonly errors: readonly FieldError[]
  readonly typed: Readonly<Record<string, string>>
}

export type FieldOrderProps = {
  readonly order: ShownOrder
  readonly tried: FieldTried | null
  /** Photos that came with the report. */
  readonly photos: readonly string[]
  /** The caller as masked; null when there is none, or it is not shown to this reader. */
  readonly masked: { readonly name: string; readonly phone: string } | null
  /** In clear, for half a minute after a reason was given. */
  readonly caller: {
    readonly name: string
    readonly phone: string
    readonly place: string
    readonly text: string
  } | null
  readonly contacted: boolean
  readonly arrived: boolean
  readonly photosMax: number
}

/** The forms in the order of the work; the first that is left to do stands open. */
const VERBS = ['contact', 'arrive', 'submit', 'progress', 'recuse'] as const
type Verb = (typeof VERBS)[number]

const nextOf = ({ order, contacted, arrived }: FieldOrderProps): Verb | undefined => {
  const wanted: readonly Verb[] = [
    ...(contacted ? [] : ['contact' as const]),
    ...(arrived ? [] : ['arrive' as const]),
    'submit',
  ]
  return wanted.find(verb => order.may.includes(verb))
}

/** One order in the worker's hand: what, where, how long, and the next thing to do. */
export const FieldOrder = (props: FieldOrderProps) => {
  const { order, tried, photos } = props
  const t = useT('work-order')
  const href = useHref()
  const next = nextOf(props)
  const rest = VERBS.filter(verb => verb !== next && order.may.includes(verb))
  return (
    <Shell failed={tried !== null} back={{ href: '/field', label: t('field.title') }}>
      <OrderChips order={order} />
      <h1 className="matter">{order.title}</h1>
      <p className="meta">{[order.no, order.step].join(' · ')}</p>
      <p className="words">
        <b>{order.where}</b>
      </p>
      <p className="words">{order.body}</p>
      {photos.length > 0 && (
        <ul className="thumbs">
          {photos.map((photo, index) => (
            <li key={photo}>
              <a href={href(photo)}>
                <img
                  src={href(`${photo}?variant=thumb`)}
                  alt={t('pages.order.photo', { title: order.title, n: index + 1 })}
                  width="96"
                  height="96"
                  loading="lazy"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      <Caller {...props} />
      {tried !== null && <ErrorSummary errors={tried.errors} />}
      {next !== undefined && (
        <Part title={t(`action.${next}`)}>
          <Deed {...props} verb={next} />
        </Part>
      )}
      {next === undefined && <p className="why after">{order.says}</p>}
      <OrderClocks order={order} />
      {rest.map(verb => (
        <details key={verb} className="fold" open={tried?.verb === verb}>
          <summary>{t(`action.${verb}`)}</summary>
          <Deed {...props} verb={verb} />
        </details>
      ))}
      <OrderTimeline order={order} />
    </Shell>
  )
}

const Refused = ({ tried, verb }: { readonly tried: FieldTried | null; readonly verb: string }): ReactNode =>
  tried?.verb === verb ? <RefusalNotice said={tried.said} /> : null

/** Whom to call: the number is shown to whoever writes down why, for as long as a call takes. */
const Caller = ({ order, masked, caller, tried }: FieldOrderProps) => {
  const t = useT('work-order')
  if (caller !== null) {
    return (
      <p className="caller brief">
        {caller.name} {caller.place}{' '}
        <a className="button primary" href={`tel:${caller.phone}`}>
          {t('field.call', { phone: caller.phone })}
        </a>
      </p>
    )
  }
  if (masked === null) return null
  return (
    <details className="fold" open={tried?.verb === 'caller'}>
      <summary>{t('field.caller', { who: [masked.name, masked.phone].filter(part => part !== '').join(' ') })}</summary>
      <Form action={`/field/${order.id}/caller`}>
        <Field
          name="reason"
          label={t('field.reason')}
          hint={t('field.reasonHint')}
          value={t('field.reasonUsual')}
          errors={tried?.verb === 'caller' ? tried.errors : []}
          maxLength={200}
        />
        <Button tone="plain">{t('field.show')}</Button>
      </Form>
    </details>
  )
}

const WITH_PHOTOS: ReadonlySet<string> = new Set(['arrive', 'submit'])

const Deed = ({ order, tried, verb, photosMax }: FieldOrderProps & { readonly verb: Verb }) => {
  const t = useT('work-order')
  const own = tried?.verb === verb ? tried : null
  const errors = own?.errors ?? []
  const photos = WITH_PHOTOS.has(verb)
  return (
    <Form action={`/field/${order.id}/${verb}`} multipart={photos} draft={`field-${order.id}-${verb}`}>
      <Refused tried={tried} verb={verb} />
      {verb === 'contact' && (
        <Field
          kind="radio"
          name="reached"
          label={t('console.field.reached')}
          value={own?.typed.reached ?? ''}
          errors={errors}
          options={[
            { value: 'true', label: t('console.yes.reached') },
            { value: 'false', label: t('console.no.reached') },
          ]}
        />
      )}
      {photos && (
        <PhotoPicker
          name="photos"
          label={t(`field.photos.${verb}`)}
          max={photosMax}
          camera
          errors={errors}
          optional={verb === 'arrive'}
        />
      )}
      <Field
        kind="textarea"
        name="note"
        rows={verb === 'submit' ? 4 : 2}
        label={t(`field.note.${verb}`)}
        value={own?.typed.note ?? ''}
        errors={errors}
        maxLength={2000}
        optional={verb === 'contact' || verb === 'arrive'}
      />
      <Button full>{t(`action.${verb}`)}</Button>
    </Form>
  )
}
