import { dateOf } from '../../../../kernel/time.ts'
import type { Translate } from '../../../../platform/i18n/types.ts'
import { AskDialog, type AskField } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { type Answers, type FundShown, partsOf, SOURCE } from './data.ts'

/** What the keeper does to a fund beside taking accounts over, in the order of the buttons. */
export const DEEDS = [
  'deposit',
  'interest',
  'proceeds',
  'assess',
  'renewal',
  'adjust',
  'reverse',
  'refund',
  'buyBonds',
  'paper',
] as const
export type DeedName = (typeof DEEDS)[number]

const PROPOSAL: Partial<Record<DeedName, string>> = {
  adjust: 'adjust',
  reverse: 'reverse',
  refund: 'refund',
  buyBonds: 'bonds',
}
const PATHS: Partial<Record<DeedName, string>> = {
  deposit: 'deposits',
  interest: 'interest',
  proceeds: 'proceeds',
  assess: 'assess',
  renewal: 'renewal',
  paper: 'papers',
}

const bodyOf = (deed: DeedName, answers: Answers): object => {
  const { parts = '', ...rest } = answers
  if (deed === 'deposit') return { ...rest, parts: partsOf(parts) }
  const kind = PROPOSAL[deed]
  return kind === undefined ? rest : { ...rest, kind }
}

type Fields = (t: Translate, today: string, fund: FundShown) => readonly AskField[]

const on = (t: Translate, today: string): AskField => ({
  name: 'on',
  kind: 'date',
  label: t('field.on'),
  initial: today,
})
const reference = (t: Translate, optional = false): AskField => ({
  name: 'reference',
  label: t('field.reference'),
  optional,
})
const note = (t: Translate, optional = true): AskField => ({
  name: 'note',
  kind: 'long',
  label: t('field.note'),
  optional,
})
const yuan = (t: Translate): AskField => ({ name: 'yuan', label: t('field.yuan') })
const choice = (t: Translate, name: string, label: string, values: readonly string[], space: string): AskField => ({
  name,
  kind: 'select',
  label,
  initial: values[0] ?? '',
  options: values.map(value => ({ value, label: t(`${space}.${value}`) })),
})

const FIELDS: Readonly<Record<DeedName, Fields>> = {
  deposit: (t, today) => [
    choice(t, 'kind', t('field.kind'), ['deposit-first', 'deposit-renewal', 'deposit-makeup'], 'business'),
    on(t, today),
    reference(t),
    { name: 'parts', kind: 'long', label: t('field.parts'), hint: t('field.partsHint') },
    note(t),
  ],
  interest: (t, today) => [
    yuan(t),
    { name: 'from', kind: 'date', label: t('field.from') },
    { name: 'to', kind: 'date', label: t('field.toOpen') },
    on(t, today),
    reference(t),
    note(t),
  ],
  proceeds: (t, today) => [
    choice(t, 'kind', t('field.kind'), ['proceeds', 'scrap'], 'business'),
    yuan(t),
    on(t, today),
    reference(t),
    note(t),
  ],
  assess: (t, today) => [on(t, today)],
  renewal: () => [],
  adjust: (t, today) => [
    { name: 'from', label: t('field.fromAccount'), hint: t('field.accountHint') },
    { name: 'to', label: t('field.toAccount'), hint: t('field.accountHint') },
    yuan(t),
    on(t, today),
    reference(t, true),
    note(t, false),
  ],
  reverse: (t, today) => [{ name: 'posting', label: t('field.posting') }, on(t, today), note(t, false)],
  refund: (t, today) => [
    { name: 'code', label: t('field.code'), hint: t('field.codeHint') },
    on(t, today),
    reference(t, true),
    note(t, false),
  ],
  buyBonds: (t, today) => [
    { name: 'name', label: t('field.name') },
    yuan(t),
    on(t, today),
    { name: 'matures', kind: 'date', label: t('field.matures') },
    { name: 'decision', label: t('field.decision'), hint: t('field.decisionHint') },
    reference(t, true),
    note(t, false),
  ],
  paper: (t, today, fund) => [
    choice(t, 'scope', t('field.scope'), ['fund', 'building'], 'scope'),
    {
      name: 'building',
      kind: 'select',
      label: t('field.building'),
      options: fund.buildings.flatMap(({ buildings }) => buildings.map(value => ({ value, label: value }))),
      optional: true,
    },
    { name: 'from', kind: 'date', label: t('field.from'), initial: `${today.slice(0, 4)}-01-01` },
    { name: 'to', kind: 'date', label: t('field.to'), initial: today },
  ],
}

/** The form of one deed; it keeps what was typed through every refusal. */
export const FundDeed = ({
  deed,
  fund,
  onClose,
}: {
  readonly deed: DeedName
  readonly fund: FundShown
  readonly onClose: () => void
}) => {
  const t = useT('maintenance-fund')
  const today = dateOf(useNow())
  const path = PATHS[deed] ?? 'proposals'
  const act = useAction<object, { readonly id: string }>(
    (body, { api, key }) => api.send('POST', `${SOURCE}/${fund.id}/${path}`, body, { key }),
    [SOURCE],
  )
  const word = t(`console.${deed}`)
  const does = PROPOSAL[deed] === undefined ? deed : 'propose'
  const done = act.data
  return (
    <AskDialog
      title={`${fund.name} ${word}`}
      ok={does === 'propose' ? t('console.propose') : word}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(bodyOf(deed, answers), deed === 'paper' ? {} : { onSuccess: onClose })}
      fields={FIELDS[deed](t, today, fund)}
    >
      <p className="why">{t(`does.${does}`)}</p>
      {deed === 'paper' && done !== undefined && <Download id={done.id} />}
    </AskDialog>
  )
}

/** Ways to a statement that was just handed out. */
export const Download = ({ id }: { readonly id: string }) => {
  const t = useT('maintenance-fund')
  const href = useHref()
  return (
    <p role="status">
      {(['pdf', 'xlsx'] as const).map(format => (
        <a key={format} href={href(`/api/fund-papers/${id}?format=${format}`)} download>
          {t('console.download', { format: format.toUpperCase() })}{' '}
        </a>
      ))}
    </p>
  )
}
