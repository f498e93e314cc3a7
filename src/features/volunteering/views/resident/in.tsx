import type { Instant } from '../../../../kernel/time.ts'
import type { Said } from '../../../../platform/http/types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Button, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Sign } from '../../../../platform/ui/parts/sign.tsx'
import { clockOf, useWhen } from '../when.tsx'

export type InProps = {
  readonly code: string
  readonly title: string
  readonly place: string
  readonly from: Instant
  readonly to: Instant
  readonly shift: string
  readonly state: string | null
  readonly inAt: Instant | null
  readonly said: readonly Said[]
}

/** At the place, with the code on the wall: in, and later out. */
export const CheckIn = ({ code, title, place, from, to, shift, state, inAt, said }: InProps) => {
  const t = useT('volunteering')
  const when = useWhen()
  return (
    <Shell tab="/my/reports" back={{ href: '/my/volunteering', label: t('pages.mine.title') }}>
      <h1 className="serif">{title}</h1>
      <p className="meta">{[when(from, to), place].filter(part => part !== '').join(' · ')}</p>
      <RefusalNotice said={said} />
      {state === 'taken' && (
        <Form action={`/volunteer-in/${code}/in`}>
          <Button full>{t('pages.in.in')}</Button>
        </Form>
      )}
      {state === 'present' && (
        <>
          <p>
            <Sign name="done" /> <b>{t('pages.in.since', { time: inAt === null ? '' : clockOf(inAt) })}</b>
          </p>
          <Form action={`/volunteer-in/${code}/out`}>
            <Button full>{t('pages.in.out')}</Button>
          </Form>
        </>
      )}
      {state === 'waiting' && <p>{t('pages.in.waiting')}</p>}
      {(state === null || state === 'left') && (
        <>
          <p>{t('pages.in.none')}</p>
          <LinkButton tone="primary" href={`/my/volunteering/shifts/${shift}`}>
            {t('pages.shift.do')}
          </LinkButton>
        </>
      )}
      {state === 'done' && (
        <p>
          <Sign name="done" /> {t('pages.in.done')}
        </p>
      )}
    </Shell>
  )
}
