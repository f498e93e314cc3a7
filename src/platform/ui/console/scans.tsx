import { useRef } from 'react'
import type { Translate } from '../../i18n/types.ts'
import type { AskControl, AskField } from './ask.tsx'

/** Scans of the paper beside the fields of a deed: a field for the dialog, and the body with the files when there are some. */
export const useScans = (
  t: Translate,
): { readonly field: AskField; readonly bodyOf: (answers: Readonly<Record<string, string>>) => object } => {
  const files = useRef<readonly File[]>([])
  const control = useRef(({ id, onChange }: AskControl) => (
    <input
      id={id}
      type="file"
      accept="image/*"
      multiple
      onChange={event => {
        files.current = [...(event.target.files ?? [])]
        onChange(files.current.map(({ name }) => name).join(' '))
      }}
    />
  ))
  return {
    // Asked for by deeds that take scans: a slice without any has no words for it.
    get field() {
      return {
        name: 'scans',
        kind: 'own',
        label: t('field.scans'),
        hint: t('field.scansHint'),
        optional: true,
        Control: control.current,
      } as const
    },
    bodyOf: ({ scans: _, ...answers }) => {
      const given = Object.entries(answers).filter(([, value]) => value.trim() !== '')
      if (files.current.length === 0) return Object.fromEntries(given)
      const form = new FormData()
      for (const [name, value] of given) form.append(name, value)
      for (const file of files.current) form.append('scans', file)
      return form
    },
  }
}
