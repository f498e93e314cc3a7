import { every, make } from './dom.ts'

const PREFIX = 'linli-draft:'
const SENT = 'linli-sent'
/** A draft on a shared phone is not kept longer than this. */
const KEPT_MS = 24 * 60 * 60 * 1000
const WRITE_AFTER_MS = 400

type Draft = { readonly at: number; readonly values: Readonly<Record<string, string>> }
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isTyped = (element: Element): element is Control =>
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement &&
    ['text', 'tel', 'date', 'search'].includes(element.type) &&
    element.autocomplete !== 'one-time-code')

const controls = (form: HTMLFormElement): readonly Control[] => [...form.elements].filter(isTyped)

const read = (name: string): Draft | undefined => {
  try {
    const text = localStorage.getItem(PREFIX + name)
    const draft = text === null ? undefined : (JSON.parse(text) as Draft)
    return draft !== undefined && Date.now() - draft.at < KEPT_MS ? draft : undefined
  } catch {
    return undefined
  }
}

const write = (name: string, form: HTMLFormElement): void => {
  const values = Object.fromEntries(controls(form).map(control => [control.name, control.value]))
  try {
    if (Object.values(values).some(value => value !== ''))
      localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), values }))
  } catch {
    // Private windows and full storage: the form works all the same.
  }
}

/** A draft whose form was sent and did not come back has done its work. */
const forgetSent = (present: ReadonlySet<string>): void => {
  const sent = sessionStorage.getItem(SENT)
  if (sent === null) return
  sessionStorage.removeItem(SENT)
  if (!present.has(sent)) localStorage.removeItem(PREFIX + sent)
}

const restore = (form: HTMLFormElement, draft: Draft): void => {
  const empty = controls(form).filter(control => control.value === '' && (draft.values[control.name] ?? '') !== '')
  for (const control of empty) {
    // A list that follows another is filled later: it takes its value then.
    if (control instanceof HTMLSelectElement) control.dataset.wanted = draft.values[control.name]
    control.value = draft.values[control.name] ?? ''
    control.dispatchEvent(new Event('change', { bubbles: true }))
  }
  if (empty.length > 0) {
    const said = make('p', 'draft-kept', form.dataset.draftKept)
    said.setAttribute('role', 'status')
    form.prepend(said)
  }
}

/** What is typed stays on this phone until it is sent: a lost network, a call or a wrong tap loses nothing. */
export const keepDrafts = (): void => {
  const forms = every('form[data-draft]', HTMLFormElement)
  try {
    forgetSent(new Set(forms.map(form => form.dataset.draft ?? '')))
  } catch {
    return
  }
  for (const form of forms) {
    const name = form.dataset.draft ?? ''
    const draft = read(name)
    if (draft !== undefined) restore(form, draft)
    let timer: ReturnType<typeof setTimeout> | undefined
    form.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(() => write(name, form), WRITE_AFTER_MS)
    })
    form.addEventListener('submit', () => {
      write(name, form)
      sessionStorage.setItem(SENT, name)
    })
  }
}
