import { Button, Input } from 'antd'
import { useState } from 'react'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { Link } from '../../../../platform/ui/console/router.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'

type Day = { readonly date: string; readonly off: boolean | string; readonly name: string }
type Read = { readonly year: number | null; readonly notices: readonly string[]; readonly days: readonly Day[] }
type Notice = {
  readonly year: string
  readonly notices: readonly string[]
  readonly days: readonly Day[]
  readonly dryRun: boolean
}
type Change = { readonly date: string; readonly off: boolean; readonly name: string }
type Done = {
  readonly year: number
  readonly dryRun: boolean
  readonly added: readonly Change[]
  readonly removed: readonly Change[]
  readonly turned: readonly Change[]
}

const What = ({ done }: { readonly done: Done }) => {
  const t = useT('calendar')
  const all = [
    ...done.added.map(day => ({ ...day, what: t('staff.added') })),
    ...done.removed.map(day => ({ ...day, what: t('staff.removed') })),
    ...done.turned.map(day => ({ ...day, what: t('staff.turned') })),
  ]
  return (
    <section role="status">
      <p>
        <b>{t(done.dryRun ? 'staff.wouldDo' : 'staff.didDo', { year: done.year, count: all.length })}</b>
      </p>
      {all.length > 0 && (
        <DataTable
          caption={t('staff.changes')}
          rows={all}
          rowKey={day => `${day.what} ${day.date}`}
          columns={[
            { key: 'date', head: t('staff.date'), names: true, cell: day => day.date },
            { key: 'kind', head: t('staff.kind'), cell: day => t(day.off ? 'kind.off' : 'kind.made-up') },
            { key: 'name', head: t('staff.name'), cell: day => day.name },
            { key: 'what', head: t('staff.what'), cell: day => day.what },
          ]}
        />
      )}
    </section>
  )
}

/** Loading a notice: a file, the year and its source, a dry run that tells everything, then the loading itself. */
export const ImportNotice = () => {
  const t = useT('calendar')
  const [read, setRead] = useState<Read | null>(null)
  const [year, setYear] = useState('')
  const [notices, setNotices] = useState('')
  const load = useAction<Notice, Done>(
    ({ year: of, ...body }, { api, key }) => api.send('PUT', `/api/calendar/${encodeURIComponent(of)}`, body, { key }),
    ['/api/calendar'],
  )
  const open = useAction<File, Read>((file, { api, key }) => {
    const form = new FormData()
    form.append('file', file)
    return api.send('POST', '/api/calendar/read-file', form, { key })
  })
  const choose = (file: File | undefined): void => {
    load.reset()
    setRead(null)
    if (file === undefined) return
    open.mutate(file, {
      onSuccess: found => {
        setRead(found)
        if (found.year !== null) setYear(String(found.year))
        if (found.notices.length > 0) setNotices(found.notices.join('\n'))
      },
    })
  }
  const send = (dryRun: boolean): void => {
    if (read === null) return
    const listed = notices.split(/\s+/).filter(text => text !== '')
    load.mutate({ year, notices: listed, days: read.days, dryRun })
  }
  return (
    <div className="desk-page narrow">
      <p>
        <Link href="/console/calendar">{t('staff.back')}</Link>
      </p>
      <h1>{t('staff.import')}</h1>
      <p className="why">{t('staff.importWhy')}</p>
      <p>
        <label htmlFor="notice-file">{t('staff.file')}</label>
        <input
          id="notice-file"
          type="file"
          accept=".csv,.json,text/csv,application/json"
          onChange={event => choose(event.target.files?.[0])}
        />
      </p>
      <RefusalNotice said={reasonsOf(open.error)} />
      {read !== null && (
        <>
          <p role="status">{t('staff.readDays', { count: read.days.length })}</p>
          <p>
            <label htmlFor="notice-year">{t('staff.year')}</label>
            <Input id="notice-year" inputMode="numeric" value={year} onChange={event => setYear(event.target.value)} />
          </p>
          <p>
            <label htmlFor="notice-source">{t('staff.source')}</label>
            <Input.TextArea
              id="notice-source"
              rows={2}
              value={notices}
              onChange={event => setNotices(event.target.value)}
            />
          </p>
          <div className="row-actions">
            <Button loading={load.isPending} onClick={() => send(true)}>
              {t('staff.tryIt')}
            </Button>
            <Button
              type="primary"
              disabled={load.data?.dryRun !== true}
              loading={load.isPending}
              onClick={() => send(false)}
            >
              {t('staff.load')}
            </Button>
          </div>
          {load.error !== null && (
            <p role="status">
              <b>{t('staff.faults', { count: reasonsOf(load.error).length })}</b>
            </p>
          )}
          <RefusalNotice
            said={reasonsOf(load.error).map((one, index) => ({ ...one, pointer: `${one.pointer ?? ''}#${index}` }))}
          />
          {load.data !== undefined && <What done={load.data} />}
        </>
      )}
    </div>
  )
}
