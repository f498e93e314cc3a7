import { useT } from '../../../platform/ui/context.tsx'
import { Actions, LinkButton } from '../../../platform/ui/parts/form.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type SignedOutProps = { readonly id: string; readonly service: string }

/** Signed out here; on a shared computer also there. */
export const SignedOut = ({ id, service }: SignedOutProps) => {
  const t = useT('real-name')
  return (
    <Shell>
      <h1>{t('signedOut.title')}</h1>
      <p>{t('signedOut.why', { service })}</p>
      <Actions>
        <LinkButton tone="primary" href={`/sign-out/by/${id}`}>
          {t('signedOut.there', { service })}
        </LinkButton>
        <LinkButton href="/">{t('signedOut.home')}</LinkButton>
      </Actions>
    </Shell>
  )
}
