import { kebab } from '../../../../kernel/kebab.ts'
import { dateOf } from '../../../../kernel/time.ts'
import { DeedDialog } from '../../../../platform/ui/console/deed-dialog.tsx'
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

/** The form of one deed to a topic. */
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
  const open = topic.objections.filter(({ state }) => state === 'open').map(({ seq }) => seq)
  const around = { today, objections: open, important: topic.important, before: beforeOf(topic) }
  return (
    <DeedDialog
      space="deliberation"
      deed={verb}
      source={SOURCE}
      path={`${topic.id}/${kebab(verb)}`}
      version={topic.version}
      danger={DANGER.has(verb)}
      fields={fieldsOf(verb, t, around)}
      given={answers => answers}
      onClose={onClose}
    />
  )
}
