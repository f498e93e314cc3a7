import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useNow, useT } from '../../../../platform/ui/context.tsx'
import type { ShownTopic } from '../../shown-topic.ts'
import type { VerbName } from '../../verbs.ts'
import { SOURCE } from './data.ts'
import { fieldsOf } from './fields.ts'

const FIELDS: Readonly<Record<string, string>> = {
  source: 'partSource',
  bodies: 'partBodies',
  rules: 'partRules',
  method: 'partMethod',
  execution: 'partExecution',
}

/** What was prepared before, by field, and where a topic came from in words that can be changed. */
const beforeOf = (topic: ShownTopic): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(topic.parts.map(({ part, text }) => [FIELDS[part] ?? part, text])),
  ...(topic.form !== null && { form: topic.form }),
  ...(topic.mechanism !== null && { mechanism: topic.mechanism }),
  lines: topic.lines.map(({ party, zone, seats, who }) => `${party}|${zone}|${seats}|${who}`).join('\n'),
})

const DANGER: ReadonlySet<string> = new Set(['withdraw', 'decline', 'handOver', 'hide'])

/** The form of one deed. It keeps what was typed through every refusal; another's deed in between is refused as such. */
export const Deed = ({
  verb,
  topic,
  onClose,
}: {
  readonly verb: VerbName
  readonly topic: ShownTopic
  readonly onClose: () => void
}) => {
  const t = useT('deliberation')
  const today = dateOf(useNow())
  const act = useAction<object>(
    (body, { api, key }) =>
      api.send('POST', `${SOURCE}/${topic.id}/${kebab(verb)}`, body, { key, ifMatch: `"${topic.version}"` }),
    [SOURCE],
  )
  const open = topic.objections.filter(({ state }) => state === 'open').map(({ seq }) => seq)
  const around = { today, objections: open, important: topic.important, before: beforeOf(topic) }
  return (
    <AskDialog
      title={t(`action.${verb}`)}
      ok={t(`action.${verb}`)}
      danger={DANGER.has(verb)}
      error={act.error}
      busy={act.isPending}
      onCancel={onClose}
      onAnswer={answers => act.mutate(answers, { onSuccess: onClose })}
      fields={fieldsOf(verb, t, around)}
    >
      <p className="why">{t(`does.${verb}`)}</p>
    </AskDialog>
  )
}
