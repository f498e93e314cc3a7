import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Button, Form } from '../../../../platform/ui/parts/form.tsx'
import { Empty, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Pager } from '../../../../platform/ui/parts/pager.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

export type InboxProps = {
  readonly lines: readonly {
    readonly id: string
    readonly title: string
    readonly body: string
    readonly at: Instant
    readonly link: string
    readonly read: boolean
  }[]
  readonly unread: number
  readonly next: string | null
  readonly later: boolean
}

/** What I was told, newest first. */
export const Inbox = ({ lines, unread, next, later }: InboxProps) => {
  const t = useT('inbox')
  const format = useFormat()
  const now = useNow()
  return (
    <Shell tab="/my/reports">
      <h1>{t('title')}</h1>
      {unread > 0 && (
        <Form action="/inbox/read">
          <p>
            {t('unread', { count: unread })} <Button tone="plain">{t('readAll')}</Button>
          </p>
        </Form>
      )}
      {lines.length === 0 ? (
        <Empty title={t('none')} />
      ) : (
        <List>
          {lines.map(line => (
            <ListRow
              key={line.id}
              title={line.title}
              {...(line.link === '' ? {} : { href: line.link })}
              chips={
                line.read ? undefined : (
                  <Chip tone="warn" sign="urgent">
                    {t('new')}
                  </Chip>
                )
              }
              meta={`${line.body} ${format.moment(line.at, now)}`}
            />
          ))}
        </List>
      )}
      {(next !== null || later) && (
        <Pager
          shown={lines.length}
          {...(next === null ? {} : { next: `/inbox?cursor=${encodeURIComponent(next)}` })}
          {...(later ? { first: '/inbox' } : {})}
        />
      )}
    </Shell>
  )
}
