import type { Grant, Policy } from '../../src/platform/access/types.ts'
import type { Feature } from '../../src/platform/feature.ts'
import type { Route } from '../../src/platform/http/types.ts'
import { type Generated, page, table } from './page.ts'

const grantText = ({ who, area, relation }: Grant): string =>
  [who, area === 'within' ? 'own area' : '', relation === 'any' ? '' : relation].filter(part => part !== '').join(', ')

const routeText = (route: Route): string => {
  const method = route.kind === 'api' ? route.method : route.kind === 'page' ? 'GET' : 'POST'
  return `\`${method} ${route.path}\``
}

/** Who may do what, and through which routes: the tables themselves. */
export const accessPage = (features: readonly Feature[]): Generated => {
  const sections = features.map(({ id, zh, routes }) => {
    const policies = [...new Set(routes.map(({ access }) => access.policy))]
    const rows = policies.flatMap((policy: Policy) =>
      Object.entries(policy).map(([verb, grants]) => [
        `\`${verb}\``,
        grants.map(grantText).join('; ') || 'nobody',
        routes
          .filter(({ access }) => access.policy === policy && access.verb === verb)
          .map(routeText)
          .join(', '),
      ]),
    )
    return `## ${id} · ${zh}\n\n${rows.length === 0 ? 'No routes of its own.' : table(['verb', 'who', 'routes'], rows)}`
  })
  const note =
    'Who gets past the first door; the command asks again about the thing itself. `anyone`, `resident` (signed in by phone), `staff` (any office), else an office’s role; "own area": the thing lies in the area of that office; a further word is the relation to the thing. Whoever has no line is refused.'
  return page('access', 'Who may do what', note, sections)
}
