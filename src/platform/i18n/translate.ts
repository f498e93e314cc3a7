import i18next from 'i18next'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import { formatOf } from './format.ts'
import type { Locale, Translate } from './types.ts'
import { LOCALES } from './types.ts'

/** Messages as read from the files: namespace → tree of texts. */
export type Messages = Readonly<Record<string, object>>
/** The messages of every language loaded. */
export type Catalog = Readonly<Partial<Record<Locale, Messages>>>

/** Keys that were asked for and not found, as `locale ns:key`; a test wants this empty. */
export const missing = new Set<string>()

/**
 * A translator over the given messages; works on the server and in the browser.
 * Values are put in as they are: React escapes them. Formats: `{{n, number}}`, `{{at, date|day|time|moment|span}}`.
 * A key missing in a language falls back to zh-Hans, then to the key itself.
 */
export const translatorOf = (catalog: Catalog, locale: Locale): Translate => {
  const instance = i18next.createInstance()
  const spaces = new Set(LOCALES.flatMap(one => Object.keys(catalog[one] ?? {})))
  void instance.init({
    lng: locale,
    fallbackLng: 'zh-Hans',
    load: 'currentOnly',
    ns: [...spaces],
    resources: catalog as Record<string, Record<string, Record<string, string>>>,
    initAsync: false,
    interpolation: { escapeValue: false },
    saveMissing: true,
    missingKeyHandler: (_languages, space, key) => {
      missing.add(`${locale} ${space}:${key}`)
    },
  })
  const format = formatOf(locale)
  const add = (name: string, write: (value: number | string) => string) => instance.services.formatter?.add(name, write)
  add('number', value => format.number(Number(value)))
  add('date', value => format.date(value as Instant | LocalDate))
  add('day', value => format.day(value as Instant | LocalDate))
  add('time', value => format.time(value as Instant))
  add('moment', value => format.moment(value as Instant))
  add('span', value => format.span(Number(value)))
  return (key, values) => instance.t(key, values === undefined ? {} : { ...values })
}
