import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
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

/** The form of one deed. It keeps what was typed through every refusal; another's deed in between is refused as such. */
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
  const scans = useScans(t)
  const beside = verb === 'paper' || verb === 'proxy'
  const act = useAction<object>(
    (body, { api, key }) =>
      api.send('POST', `${SOURCE}/${vote.id}/${addressOf(verb)}`, body, {
        key,
        ...(!beside && { ifMatch: `"${vote.version}"` }),
      }),
    [SOURCE],
  )
  const fields = fieldsOf(verb, t, { today, vote })
  return (
    <AskDialog
      title={t(`action.${verb}`)}
      ok={t(`action.${verb}`)}
      danger={verb === 'withdraw' || verb === 'revoke' || verb === 'strike'}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers =>
        act.mutate(verb === 'paper' ? paperBody(answers) : scans.bodyOf(withZone(answers)), { onSuccess: onClose })
      }
      fields={WITH_SCANS.has(verb) ? [...fields, scans.field] : fields}
    >
      {verb === 'paper' && <Named />}
      <p className="why">{t(`does.${verb}`)}</p>
    </AskDialog>
  )
}
