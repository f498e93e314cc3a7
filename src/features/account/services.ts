import type { Context } from '../../platform/http/types.ts'
import type { Realm } from '../../platform/identity/types.ts'

/** Identity services of the city, each with where it begins and where the person is to go on. */
export const servicesFor = (ctx: Context, realm: Realm, next: string) =>
  ctx.identityServices.offered(ctx.city.code, realm).map(({ id, name }) => ({
    name,
    href: `${realm === 'staff' ? '/staff' : ''}/sign-in/by/${id}${next === '' ? '' : `?${new URLSearchParams({ next })}`}`,
  }))
