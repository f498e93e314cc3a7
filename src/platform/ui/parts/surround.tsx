import type { ReactNode } from 'react'
import { LOCALES } from '../../i18n/types.ts'
import { useHref, useT, useUi } from '../context.tsx'

/** Paths of the two choices everybody has; platform/http keeps them in a cookie. */
export const PREFERENCES = '/prefs'

/** One choice as a form of its own, so that it works without script and can be undone the same way. */
const Choice = ({
  name,
  value,
  label,
  lang,
}: {
  readonly name: string
  readonly value: string
  readonly label: string
  readonly lang?: string
}) => {
  const href = useHref()
  return (
    <form method="post" action={href(PREFERENCES)} className="choice">
      <button type="submit" name={name} value={value} lang={lang} className="link">
        {label}
      </button>
    </form>
  )
}

const isUnder = (path: string, tab: string): boolean =>
  tab === '/' ? path === '/' : path === tab || path.startsWith(`${tab}/`)

/** The main ways: a bar at the bottom of a phone, in the header of a desk. Elder mode goes by its own doors. */
export const Tabs = ({ tab }: { readonly tab: string | undefined }) => {
  const { around, site, t } = useUi()
  const href = useHref()
  const ui = useT()
  if (around.elder) return null
  const here = tab ?? site.tabs.findLast(one => isUnder(around.path, one.path))?.path
  return (
    <nav className="tabs" aria-label={ui('shell.nav')}>
      {site.tabs.map(one => (
        <a key={one.path} href={href(one.path)} aria-current={one.path === here ? 'page' : undefined}>
          {t(one.label)}
        </a>
      ))}
    </nav>
  )
}

/** Right end of the header: what the page puts there, who is signed in, and the switch to elder mode. */
export const Tools = ({ children }: { readonly children: ReactNode }) => {
  const { around, site } = useUi()
  const t = useT()
  const href = useHref()
  return (
    <div className="top-tools">
      {children}
      {around.person?.staff === true && !around.elder && <a href={href('/console')}>{t('shell.console')}</a>}
      {around.person !== null && !around.elder && (
        <a className="person" href={href(site.account)}>
          {around.person.name}
        </a>
      )}
      <Choice
        name="elder"
        value={around.elder ? '0' : '1'}
        label={t(around.elder ? 'shell.elderOff' : 'shell.elderOn')}
      />
    </div>
  )
}

const LANGUAGE: Readonly<Record<string, string>> = { 'zh-Hans': '简体', 'zh-Hant': '繁體', en: 'English' }

/** Who runs the site, how to report a mistake in it, accessibility, language. */
export const Footer = () => {
  const { around, site, t } = useUi()
  const ui = useT()
  const href = useHref()
  return (
    <footer className="foot">
      <div className="foot-in">
        <p>{ui('shell.host', { city: around.city.name })}</p>
        <nav aria-label={ui('shell.footer')}>
          {site.footer.map(one => (
            <a key={one.path} href={href(one.path)}>
              {t(one.label)}
            </a>
          ))}
          <a href={`tel:${around.phone}`}>{ui('shell.phone', { phone: around.phone })}</a>
        </nav>
        <fieldset className="languages">
          <legend className="unseen">{ui('shell.language')}</legend>
          {LOCALES.map(locale =>
            locale === around.locale ? (
              <b key={locale} lang={locale} aria-current="true">
                {LANGUAGE[locale]}
              </b>
            ) : (
              <Choice key={locale} name="lang" value={locale} label={LANGUAGE[locale] ?? locale} lang={locale} />
            ),
          )}
        </fieldset>
      </div>
    </footer>
  )
}

/** On every page of elder mode: one press and somebody answers. */
export const CallBar = () => {
  const { around } = useUi()
  const t = useT()
  return (
    <aside className="call" aria-label={t('shell.callLabel')}>
      <a href={`tel:${around.phone}`}>
        <span aria-hidden="true">☎</span> {t('shell.call', { phone: around.phone })}
      </a>
    </aside>
  )
}
