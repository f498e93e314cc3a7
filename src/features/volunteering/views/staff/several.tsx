import { Select } from 'antd'
import type { Translate } from '../../../../platform/i18n/types.ts'
import type { AskControl, AskField } from '../../../../platform/ui/console/ask.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { LANGUAGES, PARTS, SKILLS, SLOTS, TOPICS } from '../../rules/kinds.ts'

type Option = { readonly value: string; readonly label: string }

/** Several of a list; they travel as one line. */
const Several = ({
  id,
  value,
  onChange,
  describedBy,
  label,
  options,
}: AskControl & { readonly label: string; readonly options: readonly Option[] }) => (
  <Select
    id={id}
    mode="multiple"
    value={value === '' ? [] : value.split(',')}
    onChange={(next: string[]) => onChange(next.join(','))}
    options={[...options]}
    aria-label={label}
    {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
  />
)

/** The slots of a week, in words. */
export const useSlots = (): readonly Option[] => {
  const t = useT('volunteering')
  return Array.from({ length: SLOTS }, (_, slot) => ({
    value: String(slot),
    label: `${t(`weekday.${Math.floor(slot / 3)}`)} ${t(`part.${PARTS[slot % 3]}`)}`,
  }))
}

const useOptions = (group: string, values: readonly string[]): readonly Option[] => {
  const t = useT('volunteering')
  return values.map(value => ({ value, label: t(`${group}.${value}`) }))
}

const Skills = (props: AskControl) => (
  <Several {...props} label={useT('volunteering')('field.skills')} options={useOptions('skill', SKILLS)} />
)
const Languages = (props: AskControl) => (
  <Several {...props} label={useT('volunteering')('field.languages')} options={useOptions('language', LANGUAGES)} />
)
const Wishes = (props: AskControl) => (
  <Several {...props} label={useT('volunteering')('field.wishes')} options={useOptions('topic', TOPICS)} />
)
const Slots = (props: AskControl) => (
  <Several {...props} label={useT('volunteering')('field.slots')} options={useSlots()} />
)

const CONTROLS = { skills: Skills, languages: Languages, wishes: Wishes, slots: Slots } as const

/** A field for several of what volunteers can do, speak, wish, or when they are free. */
export const several = (t: Translate, name: keyof typeof CONTROLS): AskField => ({
  name,
  kind: 'own',
  label: t(`field.${name}`),
  optional: true,
  Control: CONTROLS[name],
})
