import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { acceptorsOf } from '../../rules/limits.ts'
import type { Route } from '../../rules/matters.ts'
import type { Deed } from '../../shown.ts'
import type { ShownUse } from '../../shown-use.ts'

type Named = AskField & { readonly name: string }

const note = (t: Translate, optional: boolean): Named => ({
  name: 'note',
  kind: 'long',
  label: t('field.note'),
  optional,
})
const record = (t: Translate, of: string): Named => ({
  name: 'record',
  label: t('field.record'),
  hint: t(`field.recordOf.${of}`),
})
const on = (t: Translate, today: string): Named => ({ name: 'on', kind: 'date', label: t('field.on'), initial: today })
const amount = (t: Translate, of: string, optional = false): Named => ({
  name: 'amount',
  label: t(`field.amountOf.${of}`),
  hint: t('field.yuan'),
  optional,
})

const acceptor = (t: Translate, route: Route): Named => ({
  name: 'acceptor',
  kind: 'select',
  label: t('field.acceptor'),
  initial: acceptorsOf({ route })[0] ?? '',
  options: acceptorsOf({ route }).map(value => ({ value, label: t(`acceptor.${value}`) })),
})

const answer = (t: Translate, use: ShownUse): readonly Named[] => {
  const open = use.objections.filter(({ state }) => state === 'open').map(({ seq }) => seq)
  return [
    {
      name: 'objection',
      kind: 'select',
      label: t('field.objection'),
      initial: String(open[0] ?? ''),
      options: open.map(seq => ({ value: String(seq), label: t('pages.objections.one', { seq }) })),
    },
    {
      name: 'upheld',
      kind: 'select',
      label: t('field.upheld'),
      initial: 'false',
      options: [
        { value: 'false', label: t('console.no') },
        { value: 'true', label: t('console.yes') },
      ],
    },
    note(t, false),
  ]
}

/** What each deed asks for. */
export const fieldsOf = (
  verb: Deed,
  t: Translate,
  { today, use }: { readonly today: string; readonly use: ShownUse },
): readonly Named[] => {
  switch (verb) {
    case 'callVote':
      return [record(t, verb)]
    case 'pass':
      return [
        {
          name: 'vote',
          label: t('field.vote'),
          hint: t('field.voteHint', { no: use.no }),
          initial: use.calledVote ?? '',
        },
        { name: 'motion', kind: 'number', label: t('field.motion'), initial: '1' },
        note(t, true),
      ]
    case 'confirm':
    case 'recover':
      return [record(t, verb), note(t, false)]
    case 'proposeHold':
      return use.step === 'accepted' ? [amount(t, verb), note(t, true)] : [note(t, true)]
    case 'askShortfall':
      return [{ name: 'until', kind: 'date', label: t('field.payUntil') }, note(t, true)]
    case 'begin':
      return [on(t, today), note(t, true)]
    case 'complete':
      return [on(t, today), note(t, false)]
    case 'accept':
      return [on(t, today), acceptor(t, use.route as Route), record(t, verb), note(t, true)]
    case 'finalise':
      return [amount(t, verb), record(t, verb), note(t, true)]
    case 'audit':
      return [
        on(t, today),
        amount(t, verb),
        { name: 'auditor', label: t('field.auditor') },
        record(t, verb),
        note(t, true),
      ]
    case 'consent':
      return [on(t, today), record(t, verb), note(t, true)]
    case 'waiveAudit':
    case 'request':
    case 'review':
    case 'file':
      return [record(t, verb), note(t, true)]
    case 'post':
      return [on(t, today), { name: 'until', kind: 'date', label: t('field.until') }, record(t, verb), note(t, true)]
    case 'answer':
      return answer(t, use)
    case 'hold':
    case 'proposePay':
    case 'pay':
    case 'close':
      return [note(t, true)]
    default:
      return [note(t, false)]
  }
}

/** Deeds with which photos of the works come, for everybody to see. */
export const WITH_PHOTOS: ReadonlySet<string> = new Set(['begin', 'progress', 'complete'])

/** Deeds with which scans of the paper may come, for staff alone. */
export const WITH_SCANS: ReadonlySet<string> = new Set([
  'callVote',
  'confirm',
  'accept',
  'finalise',
  'audit',
  'waiveAudit',
  'request',
  'consent',
  'review',
  'file',
  'post',
  'recover',
])
