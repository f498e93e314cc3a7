import type { Translate } from '../i18n/types.ts'
import type { Values } from './types.ts'

/** The texts of a kind, `<slice>:<name>`, in a language. */
export const textOf = (
  translate: Translate,
  kind: string,
  values: Values,
): { readonly title: string; readonly body: string } => {
  const [space, name] = kind.split(':')
  return {
    title: translate(`${space}:notify.${name}.title`, values),
    body: translate(`${space}:notify.${name}.body`, values),
  }
}
