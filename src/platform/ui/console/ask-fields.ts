import type { Translate } from '../../i18n/types.ts'
import type { AskField } from './ask.tsx'

/** Fields that deeds of many slices ask for; the words are the slice's `field.<name>`. */

/** What to say about it. */
export const noteField = (t: Translate, optional: boolean): AskField => ({
  name: 'note',
  kind: 'long',
  label: t('field.note'),
  optional,
})

/** Yes or no, no unless said; with a hint. */
export const flagField = (t: Translate, name: string): AskField => ({
  name,
  kind: 'select',
  label: t(`field.${name}`),
  hint: t(`field.${name}Hint`),
  initial: 'false',
  options: [
    { value: 'false', label: t('console.no') },
    { value: 'true', label: t('console.yes') },
  ],
})

/** An answer to one of the objections that have none. @param open their numbers */
export const answerFields = (t: Translate, open: readonly number[]): readonly AskField[] => [
  {
    name: 'objection',
    kind: 'select',
    label: t('field.objection'),
    initial: String(open[0] ?? ''),
    options: open.map(seq => ({ value: String(seq), label: t('pages.objections.one', { seq }) })),
  },
  flagField(t, 'upheld'),
  noteField(t, false),
]
