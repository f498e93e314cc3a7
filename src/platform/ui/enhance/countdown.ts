import { formatOf } from '../../i18n/format.ts'
import { LOCALES } from '../../i18n/types.ts'
import { every } from './dom.ts'

const EVERY_MS = 30_000

/** What is left on a clock goes on while the page is open; by the server's time, whatever the phone's says. */
export const countDown = (): void => {
  const chips = every('[data-countdown]', HTMLElement)
  if (chips.length === 0) return
  const { span } = formatOf(LOCALES.find(locale => locale === document.documentElement.lang) ?? 'zh-Hans')
  const opened = performance.now()
  setInterval(() => {
    for (const chip of chips) {
      const { countdown, now, running, overdue } = chip.dataset
      const left = Number(countdown) - Number(now) - (performance.now() - opened)
      chip.textContent = ((left >= 0 ? running : overdue) ?? '').replace('%', span(left))
      if (left < 0) chip.closest('.chip')?.classList.replace('warn', 'late')
    }
  }, EVERY_MS)
}
