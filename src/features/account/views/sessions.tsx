import type { Instant } from '../../../kernel/time.ts'
import type { SessionLine } from '../../../platform/identity/sessions.ts'
import { useFormat, useHref, useT } from '../../../platform/ui/context.tsx'
import { Chip } from '../../../platform/ui/parts/chip.tsx'
import { Actions, Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../platform/ui/parts/form.tsx'
import { List, ListRow } from '../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

export type SessionsProps = {
  readonly lines: readonly (SessionLine & { readonly current: boolean })[]
  /** The sign-in of staff before this one; null when there was none. */
  readonly before: { readonly at: Instant; readonly agent: string } | null
  readonly staff: boolean
  readonly errors: readonly FieldError[]
}

/** Where I am signed in, and a way out of each. */
export const Sessions = ({ lines, before, staff, errors }: SessionsProps) => {
  const t = useT('account')
  const format = useFormat()
  const href = useHref()
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('sessions.title')}</h1>
      <ErrorSummary errors={errors} />
      <p className="why">{t('sessions.why')}</p>
      {before !== null && (
        <p>
          {t('sessions.before', {
            at: format.moment(before.at),
            agent: before.agent === '' ? t('sessions.unknown') : before.agent,
          })}
        </p>
      )}
      {staff && <LinkButton href="/me/factor">{t('factor.title')}</LinkButton>}
      <p>
        <a href={href('/me/data')}>{t('sessions.data')}</a>
      </p>
      <List>
        {lines.map(line => (
          <ListRow
            key={line.id}
            title={line.agent === '' ? t('sessions.unknown') : line.agent}
            chips={line.current ? <Chip tone="ok">{t('sessions.current')}</Chip> : undefined}
            meta={t('sessions.seen', { since: format.moment(line.createdAt), seen: format.moment(line.seenAt) })}
          >
            <Form action="/me/sessions/end">
              <input type="hidden" name="session" value={line.id} />
              <Button tone="plain">{t(line.current ? 'sessions.endThis' : 'sessions.end')}</Button>
            </Form>
          </ListRow>
        ))}
      </List>
      {lines.length > 1 && (
        <Form action="/me/sessions/end-others">
          <Actions>
            <Button tone="danger">{t('sessions.endOthers')}</Button>
          </Actions>
        </Form>
      )}
    </Shell>
  )
}
