import type { ReactNode } from 'react'
import { useT, useUi } from '../context.tsx'

/** A seal with the character 邻, drawn so that no file has to be fetched for it. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#0b5d66"/><text x="16" y="23" font-size="20" text-anchor="middle" fill="#fff" font-family="serif">邻</text></svg>',
)}`

type DocumentProps = {
  readonly failed?: boolean
  readonly meta?: Readonly<Record<string, string>>
  readonly children: ReactNode
}

/** The HTML document around a resident or public page: language, title, styles, the one small script. */
export const Document = ({ failed = false, meta = {}, children }: DocumentProps) => {
  const { around, title, assets } = useUi()
  const t = useT()
  // A page kept for many has none: its scripts are ours by their address.
  const nonce = around.nonce === '' ? undefined : around.nonce
  const site = t('shell.site', { city: around.city.name })
  return (
    <html lang={around.locale} data-mode={around.elder ? 'elder' : 'normal'}>
      <head>
        <meta charSet="utf-8" />
        <title>{`${failed ? t('form.errorTitle') : ''}${title} · ${site}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#ffffff" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="SiteName" content={site} />
        {Object.entries(meta).map(([name, content]) => (
          <meta key={name} name={name} content={content} />
        ))}
        <link rel="icon" href={ICON} />
        {assets.resident.css.map(url => (
          <link key={url} rel="stylesheet" href={url} />
        ))}
        {assets.resident.preload.map(url => (
          <link key={url} rel="modulepreload" href={url} nonce={nonce} />
        ))}
        {assets.resident.js.map(url => (
          <script key={url} type="module" src={url} nonce={nonce} />
        ))}
      </head>
      <body>{children}</body>
    </html>
  )
}
