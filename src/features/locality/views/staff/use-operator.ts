import { useGet } from '../../../../platform/ui/console/hooks.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

/** Who enters which values: those of the city's rules, and those of the system's safety. The server decides it again. */
export const useEntering = (): { readonly plain: boolean; readonly security: boolean } => {
  const roles = useGet<Me>('/api/me').data?.offices.map(({ role }) => role) ?? []
  return { plain: roles.includes('systemAdmin'), security: roles.includes('securityAdmin') }
}
