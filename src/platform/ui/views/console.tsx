import type { Boot } from '../console/boot.ts'
import { BOOT_ID } from '../console/boot.ts'
import { useT, useUi } from '../context.tsx'

/** The document of the staff console: an empty root, the script, and what it needs to start without asking. */
export const ConsoleDocument = ({ spaces }: { readonly spaces: readonly string[] }) => {
  const { around, site, assets, title, messagesFor } = useUi()
  const t = useT('console')
  const { city, base, locale, demo, nonce, person, phone, now } = around
  const boot: Boot = {
    city,
    base,
    locale,
    demo,
    nonce,
    person,
    phone,
    now,
    account: site.account,
    messages: messagesFor(['ui', 'console', ...spaces]),
  }
  return (
    <html lang={locale} data-app="console">
      <head>
        <meta charSet="utf-8" />
        <title>{`${title} · ${city.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {assets.console.css.map(url => (
          <link key={url} rel="stylesheet" href={url} />
        ))}
        {assets.console.preload.map(url => (
          <link key={url} rel="modulepreload" href={url} nonce={nonce} />
        ))}
        {assets.console.js.map(url => (
          <script key={url} type="module" src={url} nonce={nonce} />
        ))}
      </head>
      <body>
        <div id="root" />
        <noscript>{t('needsScript')}</noscript>
        <template id={BOOT_ID}>{JSON.stringify(boot)}</template>
      </body>
    </html>
  )
}
