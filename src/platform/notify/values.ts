import { VALUE_NAMES, type Values } from './types.ts'

const TEXT_MAX = 60
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/
/** Two characters for a double surname (欧阳); Latin names are not shortened to one. */
const SURNAME = /^(\p{Script=Han}{1,2}|\p{Script=Latin}[\p{Script=Latin}'’-]{0,19})$/u

const faultOf = (name: string, value: string | number): string | undefined => {
  if (!(VALUE_NAMES as readonly string[]).includes(name)) return 'is not among the values a text may name'
  const text = String(value)
  if (text.length > TEXT_MAX) return `is longer than ${TEXT_MAX} characters`
  if (PHONE.test(text) || ID_NUMBER.test(text)) return 'looks like a phone or ID number'
  return name === 'surname' && !SURNAME.test(text) ? 'is more than a surname' : undefined
}

/**
 * Keeps personal data out of what leaves the house and out of what is stored to be shown later.
 * @throws when a slice hands over more than a surname: a bug, found by its own test
 */
export const checkValues = (values: Values): void => {
  for (const [name, value] of Object.entries(values)) {
    const fault = faultOf(name, value)
    if (fault !== undefined) throw new Error(`notify: the value \`${name}\` ${fault}`)
  }
}
