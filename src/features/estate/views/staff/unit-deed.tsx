import { dateOf } from '../../../../kernel/time.ts'
import type { Translate } from '../../../../platform/i18n/types.ts'
import { AskDialog, type AskField } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { given, SOURCE } from './data.ts'
import { transferBody, transferFields, unitFields } from './unit-fields.tsx'
import type { History } from './unit-pane.tsx'

export type DeedName = 'enter' | 'transfer' | 'handOver' | 'correct' | 'takeBack' | 'correctUnit'

const note = (t: Translate): AskField => ({
  name: 'note',
  kind: 'long',
  label: t('field.note'),
  hint: t('field.noteHint'),
})

/** What the title says now stands in the fields; owners are typed anew, since nobody sees them in clear here. */
const correctFields = (t: Translate, { titles }: History): readonly AskField[] => {
  const current = titles.find(({ voidedAt, upto }) => voidedAt === null && upto === null)
  return transferFields(t, current?.from ?? '')
    .filter(({ name }) => name !== 'basis' && name !== 'paper')
    .map(field => (field.name === 'handedOn' ? { ...field, initial: current?.handedOn ?? '' } : field))
}

const fieldsOf = (deed: DeedName, t: Translate, today: string, history: History): readonly AskField[] => {
  switch (deed) {
    case 'enter':
    case 'transfer':
      return transferFields(t, today)
    case 'handOver':
      return [{ name: 'on', kind: 'date', label: t('field.handedOn'), initial: today }]
    case 'correct':
      return [...correctFields(t, history), note(t)]
    case 'takeBack':
      return [note(t)]
    case 'correctUnit':
      return [...unitFields(t, history.unit, history.areaSource), note(t)]
  }
}

const pathOf = (deed: DeedName, estate: string, unit: string, title: string): string => {
  const at = `${SOURCE}/${estate}/units/${unit}`
  switch (deed) {
    case 'enter':
    case 'transfer':
      return `${at}/${deed}`
    case 'handOver':
      return `${at}/hand-over`
    case 'correctUnit':
      return `${at}/correct`
    case 'correct':
      return `${at}/titles/${title}/correct`
    case 'takeBack':
      return `${at}/titles/${title}/take-back`
  }
}

/** The form of one deed; it keeps what was typed through every refusal. */
export const UnitDeed = ({
  deed,
  estate,
  history,
  title,
  onClose,
}: {
  readonly deed: DeedName
  readonly estate: string
  readonly history: History
  readonly title: string
  readonly onClose: () => void
}) => {
  const t = useT('estate')
  const today = dateOf(useNow())
  const act = useAction<object>(
    (body, { api, key }) => api.send('POST', pathOf(deed, estate, history.unit.id, title), body, { key }),
    [SOURCE],
  )
  const fields = fieldsOf(deed, t, today, history)
  const owns = fields.some(({ name }) => name === 'owners')
  return (
    <AskDialog
      title={`${history.unit.code} ${t(`deed.${deed}`)}`}
      ok={t(`deed.${deed}`)}
      danger={deed === 'takeBack'}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(owns ? transferBody(answers) : given(answers), { onSuccess: onClose })}
      fields={fields}
    >
      <p className="why">{t(`does.${deed}`)}</p>
    </AskDialog>
  )
}
