import { CHOICES } from '../../../../kernel/ballot/cast.ts'
import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { answerFields, noteField } from '../../../../platform/ui/console/ask-fields.ts'
import { HOWS } from '../../rules/state.ts'
import type { Deed, ShownVote } from '../../shown.ts'

const record = (t: Translate, hint: string): AskField => ({
  name: 'record',
  label: t('field.record'),
  hint: t(`field.recordOf.${hint}`),
})

const moment = (t: Translate, name: string): AskField => ({ name, label: t(`field.${name}`), hint: t('field.moment') })

/** A paper ballot: whose, when it came, and what it says to each motion. */
const paper = (t: Translate, today: string, vote: ShownVote): readonly AskField[] => [
  { name: 'unit', label: t('field.unit'), hint: t('field.unitHint') },
  { name: 'received', kind: 'date', label: t('field.received'), initial: today },
  record(t, 'paper'),
  ...vote.motionList.map(
    (motion): AskField => ({
      name: `c${motion.no}`,
      kind: 'select',
      label: `${motion.no}. ${motion.title}`,
      options: CHOICES.map(choice => ({ value: choice, label: t(`choice.${choice}`) })),
    }),
  ),
]

/** What each deed asks for, in the order of the paper form. */
export const fieldsOf = (
  verb: Deed,
  t: Translate,
  { today, vote }: { readonly today: string; readonly vote: ShownVote },
): readonly AskField[] => {
  switch (verb) {
    case 'notice':
      return [
        { name: 'on', kind: 'date', label: t('field.noticedOn'), initial: today },
        moment(t, 'opens'),
        moment(t, 'closes'),
        record(t, 'notice'),
        noteField(t, true),
      ]
    case 'deliver':
      return [
        {
          name: 'how',
          kind: 'select',
          label: t('field.how'),
          options: HOWS.map(value => ({ value, label: t(`how.${value}`) })),
        },
        { name: 'on', kind: 'date', label: t('field.servedOn'), initial: today },
        { name: 'units', kind: 'long', label: t('field.units'), hint: t('field.unitsHint'), optional: true },
        record(t, 'deliver'),
        noteField(t, true),
      ]
    case 'extend':
      return [moment(t, 'closes'), noteField(t, false)]
    case 'strike':
      return [{ name: 'unit', label: t('field.unit'), hint: t('field.unitHint') }, noteField(t, false)]
    case 'paper':
      return paper(t, today, vote)
    case 'proxy':
      return [
        { name: 'unit', label: t('field.unit'), hint: t('field.unitHint') },
        { name: 'phone', label: t('field.agent'), hint: t('field.agentHint') },
        record(t, 'proxy'),
      ]
    case 'post':
      return [
        { name: 'on', kind: 'date', label: t('field.postedOn'), initial: today },
        { name: 'until', kind: 'date', label: t('field.until') },
        record(t, 'post'),
        noteField(t, true),
      ]
    case 'answer': {
      const open = vote.objections.filter(({ state }) => state === 'open').map(({ seq }) => seq)
      return answerFields(t, open)
    }
    case 'revoke':
      return [
        {
          name: 'authority',
          kind: 'select',
          label: t('field.authority'),
          options: ['court', 'government'].map(value => ({ value, label: t(`authority.${value}`) })),
        },
        record(t, 'revoke'),
        noteField(t, false),
      ]
    case 'register':
    case 'count':
    case 'settle':
      return [noteField(t, true)]
    default:
      return [noteField(t, false)]
  }
}

/** Deeds with which scans of the paper may come. */
export const WITH_SCANS: ReadonlySet<string> = new Set(['convene', 'notice', 'deliver', 'post', 'revoke'])
