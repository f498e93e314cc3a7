import { useGet } from '../../../../platform/ui/console/hooks.tsx'

type Me = { readonly offices: readonly { readonly role: string }[] }

/** Whether to show what only a system administrator may do; the server decides it again. */
export const useIsOperator = (): boolean =>
  useGet<Me>('/api/me').data?.offices.some(({ role }) => role === 'systemAdmin') ?? false
