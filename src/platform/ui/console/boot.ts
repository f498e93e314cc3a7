import type { Messages } from '../../i18n/translate.ts'
import type { Surroundings } from '../types.ts'

/** Id of the element that carries what the console starts with. */
export const BOOT_ID = 'linli-console'

/** What the console starts with; the document brings it, so nothing is asked first. */
export type Boot = Pick<Surroundings, 'city' | 'base' | 'locale' | 'demo' | 'nonce' | 'person' | 'phone' | 'now'> & {
  readonly messages: Messages
  /** Where this person's own sessions are. */
  readonly account: string
}

/** Reads what the document brought. */
export const readBoot = (): Boot => {
  const element = document.getElementById(BOOT_ID)
  if (!(element instanceof HTMLTemplateElement)) throw new Error('the console document brought nothing to start with')
  return JSON.parse(element.content.textContent ?? '') as Boot
}
