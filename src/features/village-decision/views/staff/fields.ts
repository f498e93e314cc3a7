import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { BODIES, MODES } from '../../rules/state.ts'
import type { VerbName } from '../../verbs.ts'

type Named = AskField & { readonly name: string }

const yesNo = (t: Translate) => [
  { value: 'false', label: t('console.no') },
  { value: 'true', label: t('console.yes') },
]

/** When, how many, how they voted, and under what the paper is found. */
export const meetingFields = (t: Translate, today: string): readonly Named[] => [
  { name: 'on', kind: 'date', label: t('field.on'), initial: today },
  { name: 'due', kind: 'number', label: t('field.due') },
  { name: 'present', kind: 'number', label: t('field.present') },
  { name: 'agree', kind: 'number', label: t('field.agree') },
  { name: 'against', kind: 'number', label: t('field.against'), initial: '0' },
  { name: 'abstain', kind: 'number', label: t('field.abstain'), initial: '0' },
  { name: 'record', label: t('field.record'), hint: t('field.recordHint') },
]

const note = (t: Translate, optional: boolean): Named => ({
  name: 'note',
  kind: 'long',
  label: t('field.note'),
  optional,
})

const posting = (t: Translate, today: string): readonly Named[] => [
  { name: 'on', kind: 'date', label: t('field.postedOn'), initial: today },
  { name: 'until', kind: 'date', label: t('field.until') },
  { name: 'record', label: t('field.board'), hint: t('field.boardHint') },
  note(t, true),
]

/** What each deed asks for, in the order of the paper form. */
export const fieldsOf = (
  verb: VerbName,
  t: Translate,
  { today, objections }: { readonly today: string; readonly objections: readonly number[] },
): readonly Named[] => {
  switch (verb) {
    case 'discuss':
      return [...meetingFields(t, today), note(t, true)]
    case 'deliberate':
      return [
        ...meetingFields(t, today),
        { name: 'members', kind: 'number', label: t('field.members') },
        { name: 'materialsOn', kind: 'date', label: t('field.materialsOn') },
        note(t, true),
      ]
    case 'review':
      return [{ name: 'record', label: t('field.reviewRecord') }, note(t, true)]
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
        {
          name: 'empowered',
          kind: 'select',
          label: t('field.empowered'),
          hint: t('field.empoweredHint'),
          initial: 'false',
          options: yesNo(t),
        },
        { name: 'noticedOn', kind: 'date', label: t('field.noticedOn') },
        {
          name: 'adHoc',
          kind: 'select',
          label: t('field.adHoc'),
          hint: t('field.adHocHint'),
          initial: 'false',
          options: yesNo(t),
        },
        ...meetingFields(t, today),
        note(t, true),
      ]
    case 'post':
    case 'postResult':
      return posting(t, today)
    case 'answer':
      return [
        {
          name: 'objection',
          kind: 'select',
          label: t('field.objection'),
          initial: String(objections[0] ?? ''),
          options: objections.map(seq => ({ value: String(seq), label: t('pages.objections.one', { seq }) })),
        },
        {
          name: 'upheld',
          kind: 'select',
          label: t('field.upheld'),
          hint: t('field.upheldHint'),
          initial: 'false',
          options: yesNo(t),
        },
        note(t, false),
      ]
    case 'begin':
    case 'close':
      return [note(t, true)]
    default:
      return [note(t, false)]
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
