import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { answerFields, flagField, noteField } from '../../../../platform/ui/console/ask-fields.ts'
import { BODIES, MODES } from '../../rules/state.ts'
import type { VerbName } from '../../verbs.ts'

/** When, how many, how they voted, and under what the paper is found. */
export const meetingFields = (t: Translate, today: string): readonly AskField[] => [
  { name: 'on', kind: 'date', label: t('field.on'), initial: today },
  { name: 'due', kind: 'number', label: t('field.due') },
  { name: 'present', kind: 'number', label: t('field.present') },
  { name: 'agree', kind: 'number', label: t('field.agree') },
  { name: 'against', kind: 'number', label: t('field.against'), initial: '0' },
  { name: 'abstain', kind: 'number', label: t('field.abstain'), initial: '0' },
  { name: 'record', label: t('field.record'), hint: t('field.recordHint') },
]

const posting = (t: Translate, today: string): readonly AskField[] => [
  { name: 'on', kind: 'date', label: t('field.postedOn'), initial: today },
  { name: 'until', kind: 'date', label: t('field.until') },
  { name: 'record', label: t('field.board'), hint: t('field.boardHint') },
  noteField(t, true),
]

/** What each deed asks for, in the order of the paper form. */
export const fieldsOf = (
  verb: VerbName,
  t: Translate,
  { today, objections }: { readonly today: string; readonly objections: readonly number[] },
): readonly AskField[] => {
  switch (verb) {
    case 'discuss':
      return [...meetingFields(t, today), noteField(t, true)]
    case 'deliberate':
      return [
        ...meetingFields(t, today),
        { name: 'members', kind: 'number', label: t('field.members') },
        { name: 'materialsOn', kind: 'date', label: t('field.materialsOn') },
        noteField(t, true),
      ]
    case 'review':
      return [{ name: 'record', label: t('field.reviewRecord') }, noteField(t, true)]
    case 'resolve':
      return [
        {
          name: 'body',
          kind: 'select',
          label: t('field.body'),
          options: BODIES.map(value => ({ value, label: t(`body.${value}`) })),
        },
        {
          name: 'mode',
          kind: 'select',
          label: t('field.mode'),
          initial: 'persons',
          options: MODES.map(value => ({ value, label: t(`mode.${value}`) })),
        },
        flagField(t, 'empowered'),
        { name: 'noticedOn', kind: 'date', label: t('field.noticedOn') },
        flagField(t, 'adHoc'),
        ...meetingFields(t, today),
        noteField(t, true),
      ]
    case 'post':
    case 'postResult':
      return posting(t, today)
    case 'answer':
      return answerFields(t, objections)
    case 'begin':
    case 'close':
      return [noteField(t, true)]
    default:
      return [noteField(t, false)]
  }
}

/** Deeds with which scans of the paper may come. */
export const WITH_SCANS: ReadonlySet<string> = new Set([
  'propose',
  'discuss',
  'deliberate',
  'review',
  'resolve',
  'post',
  'progress',
  'complete',
  'postResult',
])
