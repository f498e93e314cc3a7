import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { DeedDialog } from '../../../../platform/ui/console/deed-dialog.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import type { Deed as DeedName, ShownVote } from '../../shown.ts'
import { Named } from '../public/named.tsx'
import { SOURCE } from './data.ts'
import { fieldsOf, WITH_SCANS } from './fields.ts'

const MOMENTS: ReadonlySet<string> = new Set(['opens', 'closes'])
const CHOICE = /^c(\d+)$/

/** The body of a paper ballot: its choices in a list. */
const paperBody = (answers: Readonly<Record<string, string>>): object => {
  const entries = Object.entries(answers)
  return {
    ...Object.fromEntries(entries.filter(([name]) => !CHOICE.test(name))),
    choices: entries.flatMap(([name, choice]) => {
      const no = CHOICE.exec(name)?.[1]
      return no === undefined || choice === '' ? [] : [{ no: Number(no), choice }]
    }),
  }
}

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

/** Times as people type them are Beijing's. */
const withZone = (answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(answers).map(([name, text]) => [
      name,
      MOMENTS.has(name) && LOCAL.test(text.trim()) ? `${text.trim()}:00+08:00` : text,
    ]),
  )

const addressOf = (verb: DeedName): string => (verb === 'paper' ? 'papers' : verb === 'proxy' ? 'proxies' : kebab(verb))

/** The form of one deed to a vote. */
export const Deed = ({
  verb,
  vote,
  onClose,
}: {
  readonly verb: DeedName
  readonly vote: ShownVote
  readonly onClose: () => void
}) => {
  const t = useT('owners-vote')
  const today = dateOf(useNow())
  const beside = verb === 'paper' || verb === 'proxy'
  return (
    <DeedDialog
      space="owners-vote"
      deed={verb}
      source={SOURCE}
      path={`${vote.id}/${addressOf(verb)}`}
      version={beside ? undefined : vote.version}
      danger={verb === 'withdraw' || verb === 'revoke' || verb === 'strike'}
      fields={fieldsOf(verb, t, { today, vote })}
      scans={WITH_SCANS.has(verb)}
      given={(answers, filled) => (verb === 'paper' ? paperBody(answers) : filled(withZone(answers)))}
      onClose={onClose}
    >
      {verb === 'paper' && <Named />}
    </DeedDialog>
  )
}
