import { every } from './dom.ts'

/** A button that prints, and details opened on paper, where nobody can press them. */
export const enhancePrint = (): void => {
  for (const button of every('[data-print]', HTMLButtonElement)) {
    button.hidden = false
    button.onclick = () => print()
  }
  addEventListener('beforeprint', () => {
    for (const details of every('details:not([open])', HTMLDetailsElement)) {
      details.open = true
      details.dataset.printed = ''
    }
  })
  addEventListener('afterprint', () => {
    for (const details of every('details[data-printed]', HTMLDetailsElement)) details.open = false
  })
}
