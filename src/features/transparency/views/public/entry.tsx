import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'

export type EntryProps = {
  readonly leaf: string
  readonly idx: number | null
  readonly at: Instant
  readonly stream: string
  readonly seq: number
  readonly personal: readonly string[]
  readonly body: string
}

/** One entry of the log: where it stands, what it says, and how to take the whole matter away and check it. */
export const Entry = ({ leaf, idx, at, stream, seq, body, personal }: EntryProps) => {
  const t = useT('transparency')
  const format = useFormat()
  return (
    <section>
      <h2>{idx === null ? t('entry.waiting') : t('entry.placed', { idx: format.number(idx) })}</h2>
      <Facts
        items={[
          { term: t('entry.at'), value: `${format.date(at)} ${format.time(at)}` },
          { term: t('entry.stream'), value: t('entry.step', { stream, seq }) },
          { term: t('entry.leaf'), value: <code>{leaf}</code> },
        ]}
      />
      <p>{t('entry.body')}</p>
      <pre>{body}</pre>
      {personal.length > 0 && <p>{t('entry.personal', { count: personal.length })}</p>}
      <Actions>
        <LinkButton href={`/journal/export?stream=${encodeURIComponent(stream)}`} download>
          {t('entry.bundle')}
        </LinkButton>
        <LinkButton href={`/journal/proof/inclusion?leaf=${leaf}`}>{t('entry.proof')}</LinkButton>
      </Actions>
    </section>
  )
}
