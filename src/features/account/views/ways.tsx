import { useHref, useT } from '../../../platform/ui/context.tsx'
import { Actions, LinkButton } from '../../../platform/ui/parts/form.tsx'

/** An identity service to sign in with, and where that begins. */
export type ServiceWay = { readonly name: string; readonly href: string }

/** Other ways in, where the city has any. */
export const ServiceWays = ({ services }: { readonly services: readonly ServiceWay[] }) => {
  const t = useT('account')
  if (services.length === 0) return null
  return (
    <section>
      <h2>{t('services.title')}</h2>
      <Actions>
        {services.map(({ name, href }) => (
          <LinkButton key={href} href={href}>
            {t('services.by', { service: name })}
          </LinkButton>
        ))}
      </Actions>
    </section>
  )
}

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
