import { useHref, useT } from '../../../platform/ui/context.tsx'

/** From the residents' page to the staff's. */
export const StaffWay = () => {
  const t = useT('account')
  const href = useHref()
  return (
    <p className="meta">
      <a href={href('/staff/sign-in')}>{t('signIn.staff')}</a>
    </p>
  )
}

/** And back. */
export const ResidentWay = () => {
  const t = useT('account')
  const href = useHref()
  return (
    <p className="meta">
      <a href={href('/sign-in')}>{t('staff.resident')}</a>
    </p>
  )
}
