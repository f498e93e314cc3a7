import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { ListPage } from '../../../../platform/ui/console/list-page.tsx'
import type { DialogProps, ListColumn, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { When } from './when.tsx'

export const WAITING = '/api/console/publication-holds'

type Hold = {
  readonly id: string
  readonly subject: string
  readonly shown: string
  readonly found: Readonly<Record<string, number>>
  readonly reason: string
  readonly mine: boolean
  readonly askedAt: string
  readonly decidedAt: string | null
  readonly released: boolean | null
  readonly answer: string
}

const Found = ({ found }: { readonly found: Hold['found'] }) => {
  const t = useT('privacy')
  return (
    <>
      {Object.entries(found).map(([kind, n]) => (
        <Chip key={kind} tone="warn">
          {t(`found.${kind}`, { n })}
        </Chip>
      ))}
    </>
  )
}

const stateOf = ({ released, mine }: Hold): string =>
  released === null ? (mine ? 'mine' : 'waiting') : released ? 'released' : 'keptBack'

/** Why it may be published after all, or why not: asked for with every decision. */
const Answer = ({ onDone, onCancel }: DialogProps<Hold, string>) => {
  const t = useT('privacy')
  return (
    <AskDialog
      title={t('console.releases.title')}
      ok={t('console.releases.answer')}
      error={null}
      busy={false}
      onCancel={onCancel}
      onAnswer={answers => onDone(answers.answer ?? '')}
      fields={[{ name: 'answer', kind: 'long', label: t('console.releases.answer') }]}
    />
  )
}

/** Words that were stopped on their way to the public: somebody else decides. */
export const Releases = () => {
  const t = useT('privacy')
  const decide = (release: boolean): RowAction<Hold, string> => ({
    id: release ? 'release' : 'keep',
    label: t(release ? 'console.releases.release' : 'console.releases.keep'),
    key: release ? 'r' : 'b',
    tone: release ? 'danger' : 'primary',
    may: row => row.released === null && !row.mine,
    dialog: Answer,
    run: (row, answer, { api, key }) => api.send('POST', `${WAITING}/${row.id}/decide`, { release, answer }, { key }),
  })
  const columns: readonly ListColumn<Hold>[] = [
    { key: 'shown', title: t('console.releases.shown'), cell: row => row.shown.slice(0, 60) },
    { key: 'found', title: t('console.releases.found'), cell: row => <Found found={row.found} /> },
    { key: 'reason', title: t('console.releases.reason'), cell: row => row.reason },
    { key: 'state', title: t('console.releases.state'), cell: row => t(`console.releases.${stateOf(row)}`) },
    { key: 'asked', title: t('console.releases.asked'), figures: true, cell: row => <When iso={row.askedAt} /> },
  ]
  return (
    <ListPage<Hold>
      id="publication-holds"
      title={t('console.releases.title')}
      source={WAITING}
      rowKey={row => row.id}
      rowName={row => row.shown.slice(0, 20)}
      columns={columns}
      filters={[]}
      actions={[decide(true), decide(false)]}
      detail={row => (
        <>
          <h2>{t(`console.releases.${stateOf(row)}`)}</h2>
          <p>
            <Found found={row.found} />
          </p>
          <p className="words">{row.shown}</p>
          <p className="why">{row.reason}</p>
          {row.answer !== '' && <p>{row.answer}</p>}
        </>
      )}
    />
  )
}
