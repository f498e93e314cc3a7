import type { Locale } from '../i18n/types.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => ESCAPES[sign] ?? sign)

const STYLE = `
:root{color-scheme:light}
body{margin:0 auto;max-width:46rem;padding:24px 16px 64px;background:#fbfaf6;color:#1d1c1a;font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
h1,h2{font-family:"Noto Serif SC","Songti SC",SimSun,serif;line-height:1.3}
a{color:#0b5d66}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
section,article{border-top:1px solid #e3dfd5;padding:4px 0}
.soft{color:#5f5b54;font-size:.9em}
dt{font-weight:600}dd{margin:0 0 8px}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #e3dfd5;padding:4px 8px 4px 0;text-align:left;vertical-align:top}
`

export type PlainPage = {
  readonly title: string
  readonly locale: Locale
  readonly nonce: string
  /** Markup; whoever gives it has escaped it. */
  readonly body: string
}

/** A document that needs nothing but itself: for the API page, and when the views cannot be had. */
export const plainPage = ({ title, locale, nonce, body }: PlainPage): string =>
  `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`
