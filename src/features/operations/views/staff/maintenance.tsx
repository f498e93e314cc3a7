import { Button } from 'antd'
import { useState } from 'react'
import { parseInstant } from '../../../../kernel/time.ts'
import { type Answers, AskDialog, reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'

const SOURCE = '/api/console/maintenance'

type Notice = { readonly id: string; readonly from: string; readonly until: string; readonly what: string }

/** `2026-12-01 22:00`, as it is typed, in Beijing time. */
const isoOf = (typed: string): string => {
  const text = typed.trim().replace(' ', 'T')
  return /T\d\d:\d\d$/.test(text) ? `${text}:00+08:00` : text
}

/** Work announced for residents: when, and what it means for them. */
export const MaintenancePage = () => {
  const t = useT('operations')
  const { moment } = useFormat()
  const now = useNow()
  const href = useHref()
  const [asking, setAsking] = useState(false)
  const listed = useGet<{ readonly items: readonly Notice[] }>(SOURCE)
  const announce = useAction<Answers, { readonly id: string }>(
    ({ from = '', until = '', what }, { api, key }) =>
      api.send('POST', SOURCE, { from: isoOf(from), until: isoOf(until), what }, { key }),
    [SOURCE],
  )
  const withdraw = useAction<string>(
    (id, { api, key }) => api.send('POST', `${SOURCE}/${encodeURIComponent(id)}/withdraw`, undefined, { key }),
    [SOURCE],
  )
  const when = (iso: string): string => {
    const at = parseInstant(iso)
    return at === undefined ? iso : moment(at, now)
  }
  return (
    <div className="desk-page">
      <div className="list-head">
        <h1>{t('maintenance.title')}</h1>
        <span className="grow" />
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('maintenance.announce')}
        </Button>
      </div>
      <p className="why">
        {t('maintenance.why')} <a href={href('/status')}>{t('maintenance.public')}</a>
      </p>
      <RefusalNotice said={[...reasonsOf(listed.error), ...reasonsOf(withdraw.error)]} />
      <DataTable<Notice>
        caption={t('maintenance.title')}
        rows={listed.data?.items ?? []}
        rowKey={({ id }) => id}
        stack
        columns={[
          { key: 'what', head: t('maintenance.what'), names: true, cell: ({ what }) => what },
          { key: 'from', head: t('maintenance.from'), cell: ({ from }) => when(from) },
          { key: 'until', head: t('maintenance.until'), cell: ({ until }) => when(until) },
          {
            key: 'withdraw',
            head: t('maintenance.withdraw'),
            cell: ({ id }) => (
              <Button danger loading={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
                {t('maintenance.withdraw')}
              </Button>
            ),
          },
        ]}
      />
      {asking && (
        <AskDialog
          title={t('maintenance.announce')}
          ok={t('maintenance.announce')}
          fields={[
            { name: 'what', label: t('maintenance.what'), hint: t('maintenance.whatHint'), kind: 'long' },
            { name: 'from', label: t('maintenance.from'), hint: t('maintenance.timeHint') },
            { name: 'until', label: t('maintenance.until'), hint: t('maintenance.timeHint') },
          ]}
          error={announce.error}
          busy={announce.isPending}
          onCancel={() => {
            announce.reset()
            setAsking(false)
          }}
          onAnswer={answers => announce.mutate(answers, { onSuccess: () => setAsking(false) })}
        />
      )}
    </div>
  )
}
