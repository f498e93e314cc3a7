import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { When } from './when.tsx'

export const MESSAGES = '/api/console/dead-messages'

type Message = {
  readonly id: string
  readonly channel: string
  readonly kind: string
  readonly number: string
  readonly attempts: number
  readonly error: string
  readonly diedAt: string
  readonly canRevive: boolean
}

/** Texts and e-mails that did not go out after all attempts: about what and why; sending them again. */
export const DeadMessages = () => {
  const t = useT('operations')
  const columns: readonly ListColumn<Message>[] = [
    { key: 'channel', title: t('messages.channel'), cell: row => t(`messages.channels.${row.channel}`) },
    { key: 'number', title: t('messages.number'), figures: true, cell: row => row.number },
    { key: 'kind', title: t('messages.kind'), cell: row => row.kind },
    { key: 'error', title: t('messages.error'), cell: row => row.error },
    { key: 'attempts', title: t('messages.attempts'), figures: true, cell: row => row.attempts },
    { key: 'died', title: t('messages.died'), figures: true, cell: row => <When iso={row.diedAt} /> },
  ]
  const resend: RowAction<Message> = {
    id: 'resend',
    label: t('messages.resend'),
    key: 'r',
    tone: 'primary',
    batch: true,
    may: row => row.canRevive,
    run: (row, _input, { api, key }) => api.send('POST', `${MESSAGES}/${row.id}/resend`, undefined, { key }),
  }
  return (
    <ListPage<Message>
      id="dead-messages"
      title={t('messages.title')}
      source={MESSAGES}
      rowKey={row => row.id}
      rowName={row => `${t(`messages.channels.${row.channel}`)} ${row.number}`}
      columns={columns}
      filters={[]}
      actions={[resend]}
      detail={row => (
        <>
          <h2>
            {t(`messages.channels.${row.channel}`)} · {row.number}
          </h2>
          <p className="why">{t(row.canRevive ? 'messages.why' : 'messages.gone')}</p>
          <pre>{row.error}</pre>
        </>
      )}
    />
  )
}
