import { z } from 'zod'
import type { Basis } from '../../kernel/cite.ts'
import { d } from '../../kernel/time.ts'
import { defineRuleValue } from '../locality/index.ts'
import * as basis from './rules/basis.ts'
import type { Name } from './rules/params.ts'

const RULES = d('2026-01-01')
const ALWAYS = d('1949-10-01')

/** A number a place may set; who asks more of it is the stricter. */
const number = (
  key: string,
  zh: string,
  [value, most]: readonly [value: number, most: number],
  from: Basis,
  stricter: (a: number, b: number) => boolean,
) =>
  defineRuleValue<number>({
    key: `committee-election.${key}`,
    zh,
    ...(key.endsWith('-days') && { unit: 'day' }),
    schema: z.number().int().min(0).max(most),
    default: [{ from: from.kind === 'cite' ? RULES : ALWAYS, value, basis: from }],
    stricter,
  })

const more = (a: number, b: number): boolean => a > b
const fewer = (a: number, b: number): boolean => a < b
const law = (rule: { readonly residents: Basis }): Basis => rule.residents

/** What the acts say, and what they leave to a place; the latter says so. */
export const VALUES = {
  adultYears: number('adult-years', '选民年龄', [18, 30], law(basis.VOTERS), fewer),
  listDays: number('list-days', '选民名单在选举日前公布的天数', [20, 90], law(basis.LIST), more),
  objectionDays: number('objection-days', '对名单申诉的天数', [5, 30], law(basis.OBJECT), more),
  answerDays: number('answer-days', '处理申诉的天数', [3, 30], law(basis.ANSWER), fewer),
  nominatorsOfResidents: number('nominators', '居委会候选人联名提名的人数', [10, 100], law(basis.NOMINATION), more),
  nominatorsOfVillagers: number('nominators-village', '村委会候选人提名的人数', [1, 100], basis.ONE_NOMINATOR, more),
  candidateDays: number('candidate-days', '候选人在选举日前公布的天数', [5, 30], basis.CANDIDATES_EARLY, more),
  appealDays: number('appeal-days', '对资格审查申诉的天数', [3, 30], basis.APPEAL, more),
  proxiesMax: number('proxies-max', '一人接受委托的上限', [3, 3], law(basis.PROXY), fewer),
  runoffDays: number('runoff-days', '另行选举的期限', [30, 120], basis.RUNOFF_DAYS, fewer),
  postingDays: number('posting-days', '选举结果公布的天数', [15, 90], basis.POSTING, more),
  termYears: number('term-years', '任期', [5, 5], law(basis.TERM), fewer),
  handoverDays: number('handover-days', '工作移交的天数', [10, 30], law(basis.HANDOVER), fewer),
  residentsMin: number('residents-min', '居委会成员下限', [5, 9], law(basis.SIZE), more),
  residentsMax: number('residents-max', '居委会成员上限', [9, 9], law(basis.SIZE), fewer),
  villagersMin: number('villagers-min', '村委会成员下限', [3, 7], basis.SIZE.villagers, more),
  villagersMax: number('villagers-max', '村委会成员上限', [7, 7], basis.SIZE.villagers, fewer),
} as const

/** The rule value behind a number, of a committee. */
export const valueFor = (name: Name, body: 'residents' | 'villagers') => {
  switch (name) {
    case 'nominators':
      return body === 'residents' ? VALUES.nominatorsOfResidents : VALUES.nominatorsOfVillagers
    case 'seatsMin':
      return body === 'residents' ? VALUES.residentsMin : VALUES.villagersMin
    case 'seatsMax':
      return body === 'residents' ? VALUES.residentsMax : VALUES.villagersMax
    default:
      return VALUES[name]
  }
}
