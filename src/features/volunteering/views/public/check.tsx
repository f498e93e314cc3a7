import type { Instant, LocalDate } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button } from '../../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Sign } from '../../../../platform/ui/parts/sign.tsx'
import { useHours } from '../when.tsx'

export type CheckProps = {
  readonly no: string
  readonly code: string
  readonly asked: boolean
  readonly found: {
    readonly no: string
    readonly who: string
    readonly issuer: string
    readonly from: LocalDate
    readonly to: LocalDate
    readonly minutes: number
    readonly services: number
    readonly issuedAt: Instant
  } | null
}

/** Whether a certificate is genuine: number and code must both fit. The name is shown as lists show one. */
export const CheckCertificate = ({ no, code, asked, found }: CheckProps) => {
  const t = useT('volunteering')
  const href = useHref()
  const { date } = useFormat()
  const hours = useHours()
  return (
    <Shell tab="/open/work-orders" back={{ href: '/open/volunteering', label: t('pages.list.title') }}>
      <h1>{t('pages.check.title')}</h1>
      {asked && found === null && (
        <p role="status">
          <Sign name="cross" /> <b>{t('pages.check.unknown')}</b>
        </p>
      )}
      {found !== null && (
        <section>
          <p role="status">
            <Sign name="done" /> <b>{t('pages.check.genuine')}</b>
          </p>
          <Facts
            items={[
              { term: t('certificate.no'), value: found.no },
              { term: t('field.who'), value: found.who },
              { term: t('field.span'), value: t('pages.check.span', { from: date(found.from), to: date(found.to) }) },
              { term: t('figure.hours'), value: hours(found.minutes) },
              { term: t('figure.services'), value: found.services },
              { term: t('field.issuer'), value: found.issuer },
              { term: t('field.issuedAt'), value: date(found.issuedAt) },
            ]}
          />
        </section>
      )}
      <form method="get" action={href('/open/volunteer-certificates')}>
        <Field name="no" label={t('certificate.no')} value={no} maxLength={40} />
        <Field name="code" label={t('field.code')} value={code} maxLength={20} />
        <Button full>{t('pages.check.do')}</Button>
      </form>
    </Shell>
  )
}
