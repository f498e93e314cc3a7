import type { LocalDate } from '../../kernel/time.ts'
import type { CityQueries } from '../../platform/db/types.ts'
import { type Held, type RuleBook, type RuleValue, ruleBookOf, shippedBook } from '../locality/index.ts'
import * as values from './rule-values.ts'
import { KINDS, type Kind } from './rules/kinds.ts'
import type { Params, ParamsOn, Terms } from './rules/params.ts'

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const termsOn = (book: RuleBook, rules: Readonly<Record<Kind, RuleValue<number>>>, date: LocalDate): Terms =>
  Object.fromEntries(
    KINDS.flatMap(kind => {
      const held = book.on(rules[kind], date)
      return held === undefined ? [] : [[kind, { days: held.value, basis: held.basis }]]
    }),
  )

const read = (book: RuleBook, date: LocalDate): Params => {
  const on = <T>(rule: RuleValue<T>): Held<T> => {
    const held = book.on(rule, date)
    if (held === undefined) throw new Error(`rule value ${rule.key} has no value on ${date}`)
    return held
  }
  const clockStart = on(values.clockStart)
  const close = on(values.closeOfBusiness)
  const urgentContact = on(values.urgentContactHours)
  const urgentArrive = on(values.urgentArriveHours)
  const urgentClose = on(values.urgentCloseWorkdays)
  const urgentList = on(values.urgentList)
  const contact = on(values.contactWorkdays)
  const followUp = on(values.followUpWorkdays)
  const attempts = on(values.followUpAttempts)
  const returning = on(values.returnWorkdays)
  const extensionLength = on(values.extensionWorkdaysMax)
  const extensions = on(values.extensionsMax)
  const special = on(values.extensionsMaxSpecial)
  const reopen = on(values.reopenDays)
  return {
    clockStart: clockStart.value,
    closeMinute: minuteOf(close.value),
    cityTerms: termsOn(book, values.closeWorkdays, date),
    provinceTerms: termsOn(book, values.receiptWorkdays, date),
    urgent: {
      contactHours: urgentContact.value,
      arriveHours: urgentArrive.value,
      closeWorkdays: urgentClose.value,
    },
    urgentList: urgentList.value,
    contactWorkdays: contact.value,
    followUpWorkdays: followUp.value,
    returnWorkdays: returning.value,
    extensionWorkdaysMax: extensionLength.value,
    extensionsMax: extensions.value,
    extensionsMaxSpecial: Math.max(special.value, extensions.value),
    reopenDays: reopen.value,
    followUpAttempts: attempts.value,
    basis: {
      clockStart: clockStart.basis,
      closeMinute: close.basis,
      urgentContact: urgentContact.basis,
      urgentArrive: urgentArrive.basis,
      urgentClose: urgentClose.basis,
      urgentList: urgentList.basis,
      contact: contact.basis,
      followUp: followUp.basis,
      return: returning.basis,
      extensionWorkdaysMax: extensionLength.basis,
      extensionsMax: extensions.basis,
      extensionsMaxSpecial: special.basis,
      reopen: reopen.basis,
      followUpAttempts: attempts.basis,
    },
  }
}

/** Days remembered for one state of a city's values; after that many it starts anew. */
const DAYS_MAX = 5000

const paramsFrom = (book: RuleBook): ParamsOn => {
  const known = new Map<LocalDate, Params>()
  return date => {
    const params = known.get(date) ?? read(book, date)
    if (known.size >= DAYS_MAX) known.clear()
    known.set(date, params)
    return params
  }
}

const held = new WeakMap<RuleBook, ParamsOn>()

const paramsIn = (book: RuleBook): ParamsOn => {
  const params = held.get(book) ?? paramsFrom(book)
  held.set(book, params)
  return params
}

/**
 * The parameters of a city by date: what holds nationally, in its province, by its own letter and by what its operator
 * entered, with the basis of each. One small query; the values are read again only after a change.
 */
export const paramsOf = async (db: CityQueries): Promise<ParamsOn> => paramsIn(await ruleBookOf(db))

/** The same before an operator entered anything. @param code six-digit division code of the city */
export const shippedParams = (code: string): ParamsOn => paramsIn(shippedBook(code))
