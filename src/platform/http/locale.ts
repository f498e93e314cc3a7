import { LOCALES, type Locale } from '../i18n/types.ts'

const DEFAULT: Locale = 'zh-Hans'
const HANT = /^zh-(hant|tw|hk|mo)\b/

const localeOf = (tag: string): Locale | undefined => {
  if (HANT.test(tag)) return 'zh-Hant'
  if (/^zh\b/.test(tag)) return 'zh-Hans'
  return /^en\b/.test(tag) ? 'en' : undefined
}

/** The reader's own choice, else the first language of the browser that we speak, else Chinese. */
export const chooseLocale = (chosen: string | undefined, acceptLanguage: string | undefined): Locale => {
  const own = LOCALES.find(locale => locale === chosen)
  if (own !== undefined) return own
  const wanted = (acceptLanguage ?? '')
    .toLowerCase()
    .split(',')
    .map(part => {
      const [tag = '', q] = part.trim().split(/\s*;\s*q=/)
      return { tag, q: q === undefined ? 1 : Number(q) }
    })
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
  return wanted.map(({ tag }) => localeOf(tag)).find(locale => locale !== undefined) ?? DEFAULT
}
