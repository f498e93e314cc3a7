import { dateOf, type Instant, minuteOfDay, partsOf, weekday } from '../../kernel/time.ts'

export type Feed = {
  readonly title: string
  readonly link: string
  /** Address of the feed itself. */
  readonly self: string
  readonly about: string
  readonly language: string
  readonly items: readonly {
    readonly title: string
    readonly link: string
    readonly text: string
    readonly at: Instant
  }[]
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text inside XML: what would be markup is written as entities, what XML 1.0 cannot hold is left out. */
export const xmlText = (text: string): string =>
  [...text]
    .filter(character => {
      const code = character.codePointAt(0) ?? 0
      return (
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 32 && code < 0xd800) ||
        (code >= 0xe000 && code < 0xfffe) ||
        code > 0xffff
      )
    })
    .join('')
    .replaceAll(/[&<>"']/g, character => ENTITIES[character] ?? '')

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (value: number): string => String(value).padStart(2, '0')

/** A moment as RSS wants it (RFC 822): `Wed, 30 Sep 2026 18:00:00 +0800`. */
export const mailDate = (at: Instant): string => {
  const date = dateOf(at)
  const { year, month, day } = partsOf(date)
  const minutes = minuteOfDay(at)
  return `${DAYS[weekday(date)]}, ${two(day)} ${MONTHS[month - 1]} ${year} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00 +0800`
}

const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`

/** RSS 2.0 with the feed's own address, as validators ask. */
export const feedOf = (feed: Feed): string => {
  const items = feed.items.map(
    ({ title, link, text, at }) =>
      `<item>${element('title', title)}${element('link', link)}<guid isPermaLink="true">${xmlText(link)}</guid>${element('description', text)}${element('pubDate', mailDate(at))}</item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${element('title', feed.title)}${element('link', feed.link)}<atom:link href="${xmlText(feed.self)}" rel="self" type="application/rss+xml"/>${element('description', feed.about)}${element('language', feed.language)}
${items.join('\n')}
</channel></rss>
`
}
