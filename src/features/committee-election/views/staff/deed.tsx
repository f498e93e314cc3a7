import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { type Answers, AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import type { Deed as DeedName, ShownElection } from '../../shown.ts'
import { Secret } from '../public/secret.tsx'
import { SOURCE } from './data.ts'
import { fieldsOf, WITHOUT_SCANS } from './fields.ts'

const GRAVE: ReadonlySet<DeedName> = new Set<DeedName>(['withdraw', 'annul', 'strikeCount', 'bar'])
const COUNTS: ReadonlySet<DeedName> = new Set<DeedName>(['firstCount', 'secondCount'])

/** Votes stand in the form under the candidates' numbers, and in the body in a table of their own. */
const countBody = (answers: Answers): object => {
  const given = Object.entries(answers).filter(([, value]) => value.trim() !== '')
  const isVotes = ([name]: readonly [string, string]): boolean => /^\d+$/.test(name)
  return {
    ...Object.fromEntries(given.filter(each => !isVotes(each))),
    votes: Object.fromEntries(given.filter(isVotes)),
  }
}

const pathOf = (deed: DeedName): string =>
  deed === 'proxy' ? 'proxies' : deed === 'takeBackProxy' ? 'proxies/take-back' : kebab(deed)

/** The form of one deed. It keeps what was typed through every refusal; another's deed in between is refused as such. */
export const Deed = ({
  deed,
  election,
  onClose,
}: {
  readonly deed: DeedName
  readonly election: ShownElection
  readonly onClose: () => void
}) => {
  const t = useT('committee-election')
  const today = dateOf(useNow())
  const scans = useScans(t)
  const act = useAction<object>(
    (body, { api, key }) =>
      api.send('POST', `${SOURCE}/${election.id}/${pathOf(deed)}`, body, {
        key,
        ...(deed !== 'proxy' && deed !== 'takeBackProxy' && { ifMatch: `"${election.version}"` }),
      }),
    [SOURCE],
  )
  const fields = fieldsOf(deed, { t, today, election })
  const bodyOf = (answers: Answers): object => (COUNTS.has(deed) ? countBody(answers) : scans.bodyOf(answers))
  return (
    <AskDialog
      title={t(`action.${deed}`)}
      ok={t(`action.${deed}`)}
      danger={GRAVE.has(deed)}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(bodyOf(answers), { onSuccess: onClose })}
      fields={WITHOUT_SCANS.has(deed) || COUNTS.has(deed) ? fields : [...fields, scans.field]}
    >
      {COUNTS.has(deed) && <Secret />}
      <p className="why">{t(`does.${deed}`)}</p>
    </AskDialog>
  )
}
