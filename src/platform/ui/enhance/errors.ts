import { every } from './dom.ts'

/** The first thing heard after a refused form is what is wrong; a link in it puts the cursor into its field. */
export const focusErrors = (): void => {
  const summary = every('[data-focus]', HTMLElement)[0]
  if (summary === undefined) return
  summary.focus()
  summary.addEventListener('click', event => {
    const link = event.target
    if (!(link instanceof HTMLAnchorElement)) return
    const field = document.getElementById(link.hash.slice(1))
    const control = field instanceof HTMLFieldSetElement ? field.querySelector('input') : field
    if (control === null) return
    event.preventDefault()
    field?.scrollIntoView({ block: 'start' })
    control.focus({ preventScroll: true })
  })
}
