import { every, make } from './dom.ts'

const restore = (form: HTMLFormElement): void => {
  delete form.dataset.sent
  for (const button of every('button[data-label]', HTMLButtonElement, form)) {
    button.textContent = button.dataset.label ?? ''
    button.removeAttribute('aria-disabled')
  }
}

/** Without a network a form stays on the page with everything in it, and says so. */
const offline = (form: HTMLFormElement): void => {
  const said = form.querySelector('.offline') ?? form.appendChild(make('p', 'offline error'))
  said.setAttribute('role', 'status')
  said.textContent = form.dataset.offline ?? ''
}

/** A second tap on the way does nothing; a form that cannot be sent now is kept. */
export const guardSubmit = (): void => {
  for (const form of every('form[data-once]', HTMLFormElement)) {
    form.addEventListener('submit', event => {
      if (form.dataset.sent !== undefined) return event.preventDefault()
      if (!navigator.onLine) {
        event.preventDefault()
        return offline(form)
      }
      form.dataset.sent = ''
      const button = event.submitter
      if (!(button instanceof HTMLButtonElement)) return
      button.dataset.label = button.textContent ?? ''
      button.setAttribute('aria-disabled', 'true')
      // A disabled button would not be sent with the form; its words change after it is.
      setTimeout(() => {
        button.textContent = form.dataset.once ?? ''
      })
    })
  }
  // Coming back by the browser's own button shows the page as it was left.
  addEventListener('pageshow', () => {
    for (const form of every('form[data-sent]', HTMLFormElement)) restore(form)
  })
}
