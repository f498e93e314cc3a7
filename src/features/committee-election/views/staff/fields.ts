import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskField } from '../../../../platform/ui/console/ask.tsx'
import { GROUNDS, POSTS } from '../../rules/state.ts'
import type { CandidateShown, Deed, ShownElection } from '../../shown.ts'

type Named = AskField & { readonly name: string }
type Of = { readonly t: Translate; readonly today: string; readonly election: ShownElection }

const yesNo = (t: Translate) => [
  { value: 'false', label: t('console.no') },
  { value: 'true', label: t('console.yes') },
]
const note = (t: Translate, optional = true): Named => ({
  name: 'note',
  kind: 'long',
  label: t('field.note'),
  optional,
})
const record = (t: Translate): Named => ({ name: 'record', label: t('field.record'), hint: t('field.recordHint') })
const dated = ({ t, today }: Of): readonly Named[] => [
  { name: 'on', kind: 'date', label: t('field.on'), initial: today },
  record(t),
  note(t),
]

const candidate = ({ t, election }: Of, ...states: readonly string[]): Named => {
  const found = election.candidates.filter(({ state }) => states.includes(state))
  const labelOf = ({ no, name, post }: CandidateShown) => `${no} ${name} · ${t(`post.${post}`)}`
  return {
    name: 'candidate',
    kind: 'select',
    label: t('field.candidate'),
    initial: String(found[0]?.no ?? ''),
    options: found.map(each => ({ value: String(each.no), label: labelOf(each) })),
  }
}

const objection = ({ t, election }: Of, state: string, optional: boolean): Named => {
  const found = election.objections.filter(each => each.state === state)
  return {
    name: 'objection',
    kind: 'select',
    label: t('field.objection'),
    optional,
    initial: String(found[0]?.seq ?? ''),
    options: found.map(({ seq }) => ({ value: String(seq), label: t('pages.objections.one', { seq }) })),
  }
}

/** Numbers as they are read aloud: what was handed out and came back, then one line for each candidate. */
const count = ({ t, election }: Of): readonly Named[] => [
  { name: 'issued', kind: 'number', label: t('field.issued') },
  { name: 'returned', kind: 'number', label: t('field.returned') },
  { name: 'invalid', kind: 'number', label: t('field.invalid'), initial: '0' },
  ...(election.rounds.at(-1)?.contests ?? []).flatMap(({ post, candidates }) =>
    candidates
      .toSorted((a, b) => a.no - b.no)
      .map(
        ({ no, name }): Named => ({
          name: String(no),
          kind: 'number',
          label: t('field.votesOf', { name, post: t(`post.${post}`) }),
        }),
      ),
  ),
]

const nomination = ({ t, election }: Of): readonly Named[] => [
  { name: 'voter', kind: 'number', label: t('field.voter'), hint: t('field.voterHint') },
  {
    name: 'post',
    kind: 'select',
    label: t('field.post'),
    initial: 'member',
    options: POSTS.filter(post => election.seats[post] > 0).map(post => ({ value: post, label: t(`post.${post}`) })),
  },
  {
    name: 'proposer',
    kind: 'select',
    label: t('field.proposer'),
    initial: 'voters',
    options: ['party', 'voters'].map(value => ({ value, label: t(`proposer.${value}`) })),
  },
  {
    name: 'nominators',
    kind: 'long',
    label: t('field.nominators'),
    hint: t('field.nominatorsHint'),
    optional: true,
  },
  record(t),
  note(t),
]

const mending = (of: Of): readonly Named[] => [
  objection(of, 'upheld', true),
  { name: 'voter', kind: 'number', label: of.t('field.strike'), hint: of.t('field.strikeHint'), optional: true },
  { name: 'name', label: of.t('field.addName'), optional: true },
  { name: 'number', label: of.t('field.addNumber'), optional: true },
  { name: 'casts', kind: 'select', label: of.t('field.casts'), initial: 'true', options: yesNo(of.t) },
  note(of.t, false),
]

const replacement = ({ t, today, election }: Of): readonly Named[] => [
  {
    name: 'seat',
    kind: 'select',
    label: t('field.seat'),
    options: election.officials
      .filter(({ leftOn }) => leftOn === null)
      .map(({ seat, name }) => ({ value: String(seat), label: name })),
  },
  { name: 'successor', label: t('field.successor'), hint: t('field.successorHint'), optional: true },
  ...dated({ t, today, election }),
]

/** What each deed asks for. */
export const fieldsOf = (deed: Deed, of: Of): readonly Named[] => {
  const { t, today, election } = of
  switch (deed) {
    case 'answer':
      return [
        objection(of, 'open', false),
        { name: 'upheld', kind: 'select', label: t('field.upheld'), initial: 'false', options: yesNo(t) },
        note(t, false),
      ]
    case 'mend':
      return mending(of)
    case 'replace':
      return replacement(of)
    case 'nominate':
      return nomination(of)
    case 'pass':
      return [candidate(of, 'nominated'), record(t), note(t)]
    case 'bar':
      return [
        candidate(of, 'nominated'),
        {
          name: 'ground',
          kind: 'select',
          label: t('field.ground'),
          hint: t('field.groundHint'),
          options: GROUNDS.map(value => ({ value, label: t(`ground.${value}`) })),
        },
        { name: 'heardOn', kind: 'date', label: t('field.heardOn'), initial: today },
        record(t),
      ]
    case 'appeal':
      return [candidate(of, 'barred'), record(t), note(t)]
    case 'decideAppeal':
      return [
        candidate(of, 'appealed'),
        { name: 'upheld', kind: 'select', label: t('field.appealUpheld'), initial: 'false', options: yesNo(t) },
        record(t),
      ]
    case 'decline':
      return [candidate(of, 'nominated', 'standing', 'barred', 'appealed'), record(t), note(t)]
    case 'proxy':
      return [
        { name: 'principal', kind: 'number', label: t('field.principal') },
        { name: 'agent', kind: 'number', label: t('field.agent'), hint: t('field.agentHint') },
        record(t),
      ]
    case 'takeBackProxy':
      return [{ name: 'principal', kind: 'number', label: t('field.principal') }]
    case 'open':
      return [
        { name: 'booths', kind: 'number', label: t('field.booths'), hint: t('field.boothsHint') },
        ...dated({ t, today: election.pollingOn, election }),
      ]
    case 'firstCount':
      return count(of)
    case 'secondCount':
      return [...count(of), { ...record(t), optional: true }, note(t)]
    case 'post':
      return [
        { name: 'on', kind: 'date', label: t('field.postedOn'), initial: election.pollingOn },
        { name: 'until', kind: 'date', label: t('field.until') },
        record(t),
        note(t),
      ]
    case 'again':
      return [{ name: 'pollingOn', kind: 'date', label: t('field.pollingOn') }, note(t)]
    case 'postpone':
      return [{ name: 'pollingOn', kind: 'date', label: t('field.pollingOn') }, note(t, false)]
    case 'begin':
      return [note(t)]
    case 'annul':
      return [record(t), note(t, false)]
    case 'strikeCount':
    case 'withdraw':
    case 'object':
      return [note(t, false)]
    default:
      return dated(of)
  }
}

/** Deeds with which no scan of a paper comes. */
export const WITHOUT_SCANS: ReadonlySet<Deed> = new Set<Deed>([
  'answer',
  'mend',
  'proxy',
  'takeBackProxy',
  'firstCount',
  'strikeCount',
  'again',
  'postpone',
  'begin',
  'withdraw',
  'object',
])
