import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import type { Translate } from '../../../../platform/i18n/types.ts'
import { AskDialog, type AskField } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import { END_REASONS } from '../../rules/committee.ts'
import { type Action, APPLICANTS, FORMS, HEADS } from '../../rules/formation.ts'
import { linesOfMembers } from '../../rules/member.ts'
import { given, SOURCE } from './data.ts'

export type BodyDeed = Action | 'elect' | 'file' | 'endMember' | 'meet' | 'post'

const chosen = (t: Translate, name: string, key: string, values: readonly string[]): AskField => ({
  name,
  kind: 'select',
  label: t(`field.${name}`),
  initial: values[0] ?? '',
  options: values.map(value => ({ value, label: t(`${key}.${value}`) })),
})

const day = (t: Translate, name: string, initial = ''): AskField => ({
  name,
  kind: 'date',
  label: t(`field.${name}`),
  initial,
})
const number = (t: Translate, name: string): AskField => ({ name, kind: 'number', label: t(`field.${name}`) })
const square = (t: Translate, name: string): AskField => ({
  name,
  label: t(`field.${name}`),
  hint: t('field.areaHint'),
})
const record = (t: Translate): AskField => ({ name: 'record', label: t('field.record'), hint: t('field.recordHint') })
const remark = (t: Translate): AskField => ({ name: 'note', kind: 'long', label: t('field.remark'), optional: true })

const found = (t: Translate): readonly AskField[] =>
  (['turnout', 'rules', 'covenant', 'committee'] as const).flatMap(name => [
    number(t, `${name}Heads`),
    square(t, `${name}Area`),
  ])

/** What each deed asks for. */
const fieldsOf = (deed: BodyDeed, t: Translate, today: string): readonly AskField[] => {
  const on = day(t, 'on', today)
  switch (deed) {
    case 'apply':
      return [
        on,
        chosen(t, 'by', 'applicant', APPLICANTS),
        { ...number(t, 'heads'), optional: true },
        { ...square(t, 'area'), optional: true },
        record(t),
        remark(t),
      ]
    case 'formGroup':
      return [
        on,
        number(t, 'members'),
        number(t, 'owners'),
        chosen(t, 'head', 'head', HEADS),
        day(t, 'postedOn', today),
        day(t, 'postedUntil'),
        record(t),
        remark(t),
      ].map(field => (field.name === 'owners' ? { ...field, label: t('field.groupOwners') } : field))
    case 'announce':
      return [on, day(t, 'meetingOn'), chosen(t, 'form', 'form', FORMS), record(t), remark(t)]
    case 'found':
      return [on, ...found(t), record(t), remark(t)]
    case 'end':
      return [{ name: 'note', kind: 'long', label: t('field.note') }]
    case 'elect':
      return [
        day(t, 'electedOn', today),
        day(t, 'from', today),
        day(t, 'to'),
        { name: 'members', kind: 'long', label: t('field.memberLines'), hint: t('field.memberLinesHint') },
        record(t),
      ]
    case 'file':
      return [on, record(t)]
    case 'endMember':
      return [on, chosen(t, 'why', 'ended', END_REASONS)]
    case 'meet':
      return [
        day(t, 'noticedOn'),
        { ...on, label: t('field.meetingOn') },
        number(t, 'present'),
        number(t, 'agree'),
        { name: 'matter', label: t('meeting.matter') },
        { name: 'decision', kind: 'long', label: t('field.decision') },
        record(t),
      ]
    case 'post':
      return [on]
  }
}

const pathOf = (deed: BodyDeed, id: string, of: string): string => {
  const at = `${SOURCE}/${id}`
  switch (deed) {
    case 'elect':
      return `${at}/terms`
    case 'file':
      return `${at}/terms/${of}/file`
    case 'endMember':
      return `${at}/members/${of}/end`
    case 'meet':
      return `${at}/meetings`
    case 'post':
      return `${at}/meetings/${of}/post`
    default:
      return `${at}/formation/${kebab(deed)}`
  }
}

/** The form of one deed on the bodies of owners; what was typed stays through every refusal. */
export const BodyDialog = ({
  id,
  deed,
  of,
  onClose,
}: {
  readonly id: string
  readonly deed: BodyDeed
  readonly of: string
  readonly onClose: () => void
}) => {
  const t = useT('estate')
  const today = dateOf(useNow())
  const act = useAction<object>((body, { api, key }) => api.send('POST', pathOf(deed, id, of), body, { key }), [SOURCE])
  const bodyOf = (answers: Readonly<Record<string, string>>): object =>
    deed === 'elect' ? { ...given(answers), members: linesOfMembers(answers.members ?? '') } : given(answers)
  return (
    <AskDialog
      title={t(`bodyDeed.${deed}`)}
      ok={t(`bodyDeed.${deed}`)}
      danger={deed === 'end' || deed === 'endMember'}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(bodyOf(answers), { onSuccess: onClose })}
      fields={fieldsOf(deed, t, today)}
    >
      <p className="why">{t(`bodyDoes.${deed}`)}</p>
    </AskDialog>
  )
}
