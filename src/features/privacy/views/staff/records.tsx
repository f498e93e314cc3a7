import { useGet } from '../../../../platform/ui/console/hooks.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { ListColumn } from '../../../../platform/ui/console/list-types.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'

const SOURCE = '/api/console/processing-records'

type ProcessingRecord = {
  readonly id: string
  readonly zh: string
  readonly purpose: string
  readonly basis: { readonly article: string; readonly quote: string }
  readonly people: string
  readonly recipients: string
  readonly need: string
  readonly risk: string
  readonly sensitive: boolean
  readonly classes: readonly string[]
  readonly kept: readonly string[]
  readonly columns: readonly string[]
  readonly retention: readonly { readonly class: string; readonly days: number | null }[]
}

const Versions = () => {
  const t = useT('privacy')
  const href = useHref()
  const found = useGet<{ readonly items: readonly { readonly version: number; readonly sha256: string }[] }>(
    `${SOURCE}/versions`,
  )
  return (
    <>
      <h3>{t('console.records.versions')}</h3>
      <ul>
        {found.data?.items.map(({ version, sha256 }) => (
          <li key={version}>
            <a href={href(`${SOURCE}/versions/${version}/file.json`)} download>
              {t('console.records.download', { version })}
            </a>{' '}
            <code>{sha256.slice(0, 12)}</code>
          </li>
        ))}
      </ul>
    </>
  )
}

/** One record for each activity, as the law wants it, read off the catalogue. */
export const Records = () => {
  const t = useT('privacy')
  const and = t('and')
  const keeps = (row: ProcessingRecord): string =>
    row.retention.map(({ class: kind, days }) => t(`keep.${kind}`, { days: days ?? 0 })).join(and)
  const classes = (row: ProcessingRecord): string => row.classes.map(each => t(`class.${each}`)).join(and)
  const columns: readonly ListColumn<ProcessingRecord>[] = [
    { key: 'activity', title: t('console.records.activity'), cell: row => row.zh },
    { key: 'classes', title: t('console.records.classes'), cell: classes },
    { key: 'basis', title: t('console.records.basis'), cell: row => row.basis.article },
    {
      key: 'sensitive',
      title: t('console.records.sensitive'),
      cell: row => (row.sensitive ? <Chip tone="warn">{t('console.records.yes')}</Chip> : ''),
    },
    { key: 'retention', title: t('console.records.retention'), cell: keeps, extra: true },
  ]
  return (
    <ListPage<ProcessingRecord>
      id="processing-records"
      title={t('console.records.title')}
      source={SOURCE}
      rowKey={row => row.id}
      rowName={row => row.zh}
      columns={columns}
      filters={[]}
      actions={[]}
      detail={row => (
        <>
          <h2>{row.zh}</h2>
          <Facts
            items={[
              { term: t('record.purpose'), value: row.purpose },
              { term: t('record.people'), value: row.people },
              { term: t('record.classes'), value: classes(row) },
              {
                term: t('record.basis'),
                value: `${row.basis.article} ${t('notice.quote', { quote: row.basis.quote })}`,
              },
              { term: t('record.recipients'), value: row.recipients || t('record.nobody') },
              { term: t('record.retention'), value: keeps(row) },
              { term: t('record.need'), value: row.need },
              { term: t('console.records.risk'), value: row.risk },
              { term: t('console.records.kept'), value: row.kept.map(each => t(`kept.${each}`)).join(and) },
              { term: t('console.records.columns'), value: row.columns.join(and) },
            ]}
          />
          <Versions />
          <p className="why">{t('console.records.why')}</p>
        </>
      )}
    />
  )
}
