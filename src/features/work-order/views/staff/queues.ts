/** A list everybody in a role works from: a message key and the filters of its address. */
export type Queue = { readonly key: string; readonly query: string }

const queue = (key: string, query: string): Queue => ({ key, query })

const SOON = queue('soon', 'due=soon')
const LATE = queue('late', 'due=late')
const MINE = queue('mine', 'assignee=me&open=true')

const DESK: readonly Queue[] = [
  queue('received', 'step=received'),
  queue('queued', 'step=queued'),
  SOON,
  LATE,
  queue('returning', 'step=returning'),
  queue('pending', 'pending=any'),
  queue('submitted', 'step=submitted'),
  queue('followUp', 'step=closed'),
  queue('toArchive', 'step=followed-up'),
]
const UNIT: readonly Queue[] = [
  queue('dispatched', 'step=dispatched'),
  queue('handling', 'step=handling'),
  SOON,
  LATE,
  queue('submitted', 'step=submitted'),
  queue('paused', 'step=paused'),
  MINE,
]
const FIELD: readonly Queue[] = [MINE, SOON, LATE, queue('open', 'open=true')]
const LOOK: readonly Queue[] = [SOON, LATE, queue('open', 'open=true')]

const IN_ORDER: readonly (readonly [roles: readonly string[], queues: readonly Queue[]])[] = [
  [['deskOperator', 'deskLead'], DESK],
  [['unitLead', 'unitHandler'], UNIT],
  [['gridWorker', 'communityWorker'], FIELD],
  [['auditor'], LOOK],
]

/** The queues of whoever holds these roles, each once, in the order the work comes. */
export const queuesFor = (roles: ReadonlySet<string>): readonly Queue[] => {
  const all = IN_ORDER.filter(([names]) => names.some(name => roles.has(name))).flatMap(([, queues]) => queues)
  return [...new Map(all.map(one => [one.query, one])).values()]
}

const same = (one: URLSearchParams, other: URLSearchParams): boolean =>
  one.size === other.size && [...one].every(([name, value]) => other.get(name) === value)

/** The queue an address shows, if it is one. The row under the cursor is no part of it. */
export const queueAt = (search: URLSearchParams): Queue | undefined => {
  const given = new URLSearchParams([...search].filter(([name]) => name !== 'row'))
  return IN_ORDER.flatMap(([, queues]) => queues).find(({ query }) => same(new URLSearchParams(query), given))
}
