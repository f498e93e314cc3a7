import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { answerFields, flagField, noteField } from '../../../../platform/ui/console/ask-fields.ts'
import { DECLINED, DUTIES, FORMS, MECHANISMS } from '../../rules/kinds.ts'
import type { VerbName } from '../../verbs.ts'
import { linesField } from './lines-field.tsx'

const options = (t: Translate, group: string, values: readonly string[]) =>
  values.map(value => ({ value, label: t(`${group}.${value}`) }))

const posting = (t: Translate, today: string): readonly AskField[] => [
  { name: 'on', kind: 'date', label: t('field.on'), initial: today },
  { name: 'until', kind: 'date', label: t('field.until') },
  { name: 'record', label: t('field.board'), hint: t('field.boardHint') },
  noteField(t, true),
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
  noteField(t, true),
]

const noticing = (t: Translate, today: string): readonly AskField[] => [
  { name: 'on', kind: 'date', label: t('field.postedOn'), initial: today },
  { name: 'meetingOn', kind: 'date', label: t('field.meetingOn') },
  { name: 'time', label: t('field.time'), hint: t('field.timeHint'), initial: '19:30' },
  { name: 'place', label: t('field.place') },
  { name: 'agenda', kind: 'long', label: t('field.agenda'), hint: t('field.agendaHint') },
  { name: 'record', label: t('field.board'), hint: t('field.boardHint') },
  flagField(t, 'adHoc'),
  noteField(t, true),
]

const concluding = (t: Translate): readonly AskField[] => [
  { name: 'agree', kind: 'number', label: t('field.agree') },
  { name: 'against', kind: 'number', label: t('field.against'), initial: '0' },
  { name: 'abstain', kind: 'number', label: t('field.abstain'), initial: '0' },
  { name: 'resolution', kind: 'long', label: t('field.resolution'), optional: true },
  { name: 'executor', label: t('field.executor'), optional: true },
  { name: 'dueOn', kind: 'date', label: t('field.dueOn'), optional: true },
  noteField(t, true),
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
        flagField(t, 'important'),
        flagField(t, 'assembly'),
        noteField(t, true),
      ]
    case 'decline':
      return [
        { name: 'because', kind: 'select', label: t('field.because'), options: options(t, 'because', DECLINED) },
        noteField(t, false),
      ]
    case 'prepare':
      return preparing(t, around)
    case 'notice':
      return noticing(t, around.today)
    case 'conclude':
      return concluding(t)
    case 'hide':
      return [{ name: 'statement', kind: 'number', label: t('field.statement') }, noteField(t, false)]
    case 'post':
    case 'postResult':
      return posting(t, around.today)
    case 'answer':
      return answerFields(t, around.objections)
    case 'complete':
      return [{ name: 'on', kind: 'date', label: t('field.doneOn'), initial: around.today }, noteField(t, false)]
    case 'open':
    case 'begin':
    case 'close':
      return [noteField(t, true)]
    default:
      return [noteField(t, false)]
  }
}
