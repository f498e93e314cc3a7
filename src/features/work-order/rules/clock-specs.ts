import type { ClockSpec, Limit } from '../../../kernel/procedure/clock.ts'
import type { Kind } from './kinds.ts'
import { DAY_STEPS, HOUR_STEPS, type Params, termLimit } from './params.ts'

export type ClockName = 'contact' | 'arrive' | 'close' | 'followUp'

/** What of an order decides its clocks. */
export type Matter = { readonly kind: Kind; readonly urgent: boolean }

const hours = (count: number, since: string, basis: Limit['basis']): Limit => ({
  span: { unit: 'hour', count },
  since,
  basis,
})
const workdays = (count: number, since: string, basis: Limit['basis']): Limit => ({
  span: { unit: 'workingDay', count },
  since,
  basis,
})

/** A clock's limits and warnings by the parameters of one day. */
export const specOf = (name: ClockName, { kind, urgent }: Matter, params: Params): ClockSpec => {
  const { clockStart: since, urgent: terms, basis } = params
  switch (name) {
    case 'contact':
      return urgent
        ? {
            name,
            zh: '联系群众',
            limits: [hours(terms.contactHours, since, basis.urgentContact)],
            escalations: HOUR_STEPS,
          }
        : {
            name,
            zh: '联系群众',
            limits: [workdays(params.contactWorkdays, since, basis.contact)],
            escalations: DAY_STEPS,
          }
    case 'arrive':
      return {
        name,
        zh: '抵达现场',
        limits: [hours(terms.arriveHours, since, basis.urgentArrive)],
        escalations: HOUR_STEPS,
      }
    case 'close': {
      const city = urgent
        ? [workdays(terms.closeWorkdays, since, basis.urgentClose)]
        : termLimit(params.cityTerms, kind, since)
      return {
        name,
        zh: '完成处置',
        limits: [...city, ...termLimit(params.provinceTerms, kind, 'accept')],
        escalations: DAY_STEPS,
      }
    }
    case 'followUp':
      return {
        name,
        zh: '回访',
        limits: [workdays(params.followUpWorkdays, 'close', basis.followUp)],
        escalations: DAY_STEPS,
      }
  }
}
