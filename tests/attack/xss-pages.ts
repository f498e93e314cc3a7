import { type Attacked, DEEP } from './city.ts'
import type { PlantedBudget } from './xss-budget.ts'
import { type PlantedTopic, topicPages } from './xss-deliberation.ts'
import { electionPages, type PlantedElection } from './xss-election.ts'
import type { PlantedEstate } from './xss-estate.ts'
import type { PlantedUse } from './xss-fund-use.ts'
import type { Planted } from './xss-plant.ts'
import type { PlantedVillage } from './xss-village.ts'
import type { PlantedVolunteer } from './xss-volunteer.ts'
import type { PlantedVote } from './xss-vote.ts'

/** A city with payloads in everything a person may write. */
export type PlantedAll = {
  readonly attacked: Attacked
  readonly planted: Planted
  readonly village: PlantedVillage
  readonly budget: PlantedBudget
  readonly topic: PlantedTopic
  readonly estate: PlantedEstate
  readonly vote: PlantedVote
  readonly election: PlantedElection
  readonly use: PlantedUse
  readonly volunteer: PlantedVolunteer
}

/** Every page a payload may come out on, by who sees it. */
export const pagesOf = ({
  planted: { orders, own, talked },
  village,
  budget,
  topic,
  estate,
  vote,
  election,
  use,
  volunteer,
  attacked: { known },
}: PlantedAll) => {
  const [first = own] = orders
  const some = DEEP ? orders : orders.slice(0, 1)
  const more = <T>(...paths: readonly T[]): readonly T[] => (DEEP ? paths : [])
  return {
    stranger: [
      '/',
      '/open/work-orders',
      ...some.map(order => `/open/work-orders/${order.no}`),
      `/r/${first.no}/${first.track}`,
      `/claim/${first.no}/${first.track}`,
      '/open/figures',
      '/open/figures/rows?month=2026-10',
      '/open/work-orders.rss',
      '/api/open/work-orders.csv',
      '/api/open/work-orders?limit=100',
      '/open/village-decisions',
      `/open/village-decisions/${village.first.no}`,
      `/open/village-decisions/${village.talked.no}`,
      ...topicPages(topic).stranger,
      '/open/community-budgets',
      `/open/community-budgets/${budget.area}`,
      ...electionPages(election).stranger,
      '/open/estates',
      `/open/estates/${estate.id}`,
      '/open/funds',
      `/open/funds/${estate.id}`,
      '/open/owners-votes',
      `/open/owners-votes/${vote.no}`,
      `/open/owners-votes/${vote.no}/screen`,
      '/open/fund-uses',
      `/open/fund-uses/${use.no}`,
      '/open/volunteering',
      `/open/volunteering/${volunteer.no}`,
      '/api/open/volunteer-groups',
      '/open/time-banks',
      '/journal',
      '/api',
    ],
    resident: [
      '/my/reports',
      `/my/reports/${own.id}`,
      `/r/${own.no}/${own.track}`,
      '/inbox',
      '/me/sessions',
      `/open/village-decisions/${village.talked.no}`,
      ...topicPages(topic).resident,
    ],
    communityWorker: [
      ...topicPages(topic).clerk,
      ...electionPages(election).clerk,
      '/console/owners-votes?limit=100',
      `/console/owners-votes?row=${vote.id}`,
      '/console/fund-uses?limit=100',
      `/console/fund-uses?row=${use.id}`,
      `/api/fund-uses/${use.id}`,
      '/console/village-decisions?limit=100',
      `/console/village-decisions?row=${village.talked.id}`,
      '/api/village-decisions?limit=100',
      `/api/village-decisions/${village.talked.id}`,
      `/console/community-budgets?row=${budget.budget}`,
      `/console/community-expenses?row=${budget.expense}`,
      `/api/community-budgets/${budget.budget}`,
      `/api/community-expenses/${budget.expense}`,
      '/console/estates',
      `/console/estates?row=${estate.id}`,
      `/console/estates/${estate.id}/units?row=${estate.unit}`,
      `/console/estates/${estate.id}/bodies`,
      `/console/funds?row=${estate.id}`,
      `/console/funds/${estate.id}/accounts`,
      `/api/funds/${estate.id}`,
      `/api/funds/${estate.id}/proposals`,
      `/api/estates/${estate.id}`,
      `/api/estates/${estate.id}/units/${estate.unit}`,
      `/console/volunteers?row=${volunteer.id}`,
      '/console/time-banks',
      `/console/volunteer-activities?row=${volunteer.activity}`,
      `/console/volunteer-needs?row=${volunteer.need}`,
      `/api/volunteer-needs/${volunteer.need}`,
    ],
    gridWorker: ['/field?all=true', `/field/${talked}`],
    deskLead: [
      '/console/work-orders?limit=100',
      `/console/work-orders?row=${talked}`,
      `/console/work-orders/${talked}`,
      `/console/work-orders/${own.id}`,
      ...more(...some.map(order => `/console/work-orders/${order.id}`), '/console/late', '/console/figures'),
      '/console/work-orders/new',
      '/api/work-orders/export.csv',
      '/api/work-orders?limit=100',
      `/api/work-orders/${talked}`,
      '/api/work-orders/imports',
    ],
    systemAdmin: [
      '/console/organisations',
      '/console/grids',
      `/console/grids?community=${known.community}`,
      '/console/hotlines',
      ...more('/console/people', '/console/rule-values', '/console/cities'),
      '/api/hotlines?limit=100',
    ],
  } as const satisfies Partial<Record<keyof Attacked['cookies'], readonly string[]>>
}
