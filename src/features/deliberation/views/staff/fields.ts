import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { DECLINED, DUTIES, FORMS, MECHANISMS } from '../../rules/kinds.ts'
import type { VerbName } from '../../verbs.ts'
import { linesField } from './lines-field.tsx'

const yesNo = (t: Translate) => [
  { value: 'false', label: t('console.no') },
  { value: 'true', label: t('console.yes') },
]
const options = (t: Translate, group: string, values: readonly string[]) =>
  values.map(value => ({ value, label: t(`${group}.${value}`) }))

const note = (t: Translate, optional: boolean): AskField => ({
  name: 'note',
  kind: 'long',
  label: t('field.note'),
  optional,
})

const flag = (t: Translate, name: string): AskField => ({
  name,
  kind: 'select',
  label: t(`field.${name}`),
  hint: t(`field.${name}Hint`),
  initial: 'false',
  options: yesNo(t),
})

const posting = (t: Translate, today: string): readonly AskField[] => [
  { name: 'on', kind: 'date', label: t('field.on'), initial: today },
  { name: 'until', kind: 'date', label: t('field.until') },
  { name: 'record', label: t('field.board'), hint: t('field.boardHint') },
  note(t, true),
]

export type Around = {
  readonly today: string
  /** Open objections, by number. */
  readonly objections: readonly number[]
  readonly important: boolean
  /** What was filled in before, by field: to be changed, not typed again. */
  readonly before: Readonly<Record<string, string>>
}

const preparing = (t: Translate, { important, before }: Around): readonly AskField[] => [
  {
    name: 'form',
    kind: 'select',
    label: t('field.form'),
    initial: before.form ?? 'council',
    options: options(t, 'form', FORMS),
  },
  {
    name: 'mechanism',
    kind: 'select',
    label: t('field.mechanism'),
    optional: true,
    initial: before.mechanism ?? '',
    options: options(t, 'mechanism', MECHANISMS),
  },
  ...(['partSource', 'partBodies', 'partRules', 'partMethod', 'partExecution'] as const).map(
    (name): AskField => ({ name, kind: 'long', label: t(`field.${name}`), initial: before[name] ?? '' }),
  ),
  linesField(t, before.lines ?? ''),
  ...(important ? [{ name: 'partyOn', kind: 'date' as const, label: t('field.partyOn') }] : []),
  note(t, true),
]

const noticing = (t: Translate, today: string): readonly AskField[] => [
  { name: 'on', kind: 'date', label: t('field.postedOn'), initial: today },
  { name: 'meetingOn', kind: 'date', label: t('field.meetingOn') },
  { name: 'time', label: t('field.time'), hint: t('field.timeHint'), initial: '19:30' },
  { name: 'place', label: t('field.place') },
  { name: 'agenda', kind: 'long', label: t('field.agenda'), hint: t('field.agendaHint') },
  { name: 'record', label: t('field.board'), hint: t('field.boardHint') },
  flag(t, 'adHoc'),
  note(t, true),
]

const concluding = (t: Translate): readonly AskField[] => [
  { name: 'agree', kind: 'number', label: t('field.agree') },
  { name: 'against', kind: 'number', label: t('field.against'), initial: '0' },
  { name: 'abstain', kind: 'number', label: t('field.abstain'), initial: '0' },
  { name: 'resolution', kind: 'long', label: t('field.resolution'), optional: true },
  { name: 'executor', label: t('field.executor'), optional: true },
  { name: 'dueOn', kind: 'date', label: t('field.dueOn'), optional: true },
  note(t, true),
]

const answering = (t: Translate, objections: readonly number[]): readonly AskField[] => [
  {
    name: 'objection',
    kind: 'select',
    label: t('field.objection'),
    initial: String(objections[0] ?? ''),
    options: objections.map(seq => ({ value: String(seq), label: t('pages.objections.one', { seq }) })),
  },
  flag(t, 'upheld'),
  note(t, false),
]

/** What each deed asks for. */
export const fieldsOf = (verb: VerbName, t: Translate, around: Around): readonly AskField[] => {
  switch (verb) {
    case 'screen':
      return [
        {
          name: 'duty',
          kind: 'select',
          label: t('field.duty'),
          initial: 'self',
          options: options(t, 'duty', DUTIES),
        },
        flag(t, 'important'),
        flag(t, 'assembly'),
        note(t, true),
      ]
    case 'decline':
      return [
        { name: 'because', kind: 'select', label: t('field.because'), options: options(t, 'because', DECLINED) },
        note(t, false),
      ]
    case 'prepare':
      return preparing(t, around)
    case 'notice':
      return noticing(t, around.today)
    case 'conclude':
      return concluding(t)
    case 'hide':
      return [{ name: 'statement', kind: 'number', label: t('field.statement') }, note(t, false)]
    case 'post':
    case 'postResult':
      return posting(t, around.today)
    case 'answer':
      return answering(t, around.objections)
    case 'complete':
      return [{ name: 'on', kind: 'date', label: t('field.doneOn'), initial: around.today }, note(t, false)]
    case 'open':
    case 'begin':
    case 'close':
      return [note(t, true)]
    default:
      return [note(t, false)]
  }
}
