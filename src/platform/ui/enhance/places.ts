import { every, make } from './dom.ts'

type Area = { readonly code: string; readonly name: string }
/** As an address list gives it: a path names a grid too, whose code is that of its community. */
type Listed = { readonly code: string; readonly name?: string; readonly label?: string; readonly path?: string }

const LEVELS = ['town', 'community', 'grid'] as const
const POSITION_WAIT_MS = 10_000

const fill = (select: HTMLSelectElement, areas: readonly Area[], choose: string): void => {
  select.replaceChildren(new Option(choose, ''), ...areas.map(area => new Option(area.name, area.code)))
  const frame = select.closest('.field')
  if (frame instanceof HTMLElement) frame.hidden = areas.length === 0
}

const children = async (url: string, code: string): Promise<readonly Area[]> => {
  const answer = await fetch(url.replace('{code}', encodeURIComponent(code)), {
    headers: { accept: 'application/json' },
  })
  if (!answer.ok) return []
  const body = (await answer.json()) as readonly Listed[] | { readonly items: readonly Listed[] }
  const listed = 'items' in body ? body.items : body
  return listed.map(({ code, path, name, label }) => ({ code: path ?? code, name: name ?? label ?? '' }))
}

/** Choosing an area brings the lists under it, without loading the page again. */
const chain = (box: HTMLElement, url: string): void => {
  const selects = LEVELS.map(level => box.querySelector(`select[name="${level}"]`)).filter(
    select => select instanceof HTMLSelectElement,
  )
  selects.forEach((select, index) => {
    const [next, ...rest] = selects.slice(index + 1)
    if (next === undefined) return
    if (next.options.length < 2) fill(next, [], box.dataset.choose ?? '')
    select.addEventListener('change', async () => {
      for (const below of rest) fill(below, [], box.dataset.choose ?? '')
      fill(next, select.value === '' ? [] : await children(url, select.value), box.dataset.choose ?? '')
      const wanted = next.dataset.wanted
      if (wanted !== undefined && [...next.options].some(option => option.value === wanted)) {
        delete next.dataset.wanted
        next.value = wanted
        next.dispatchEvent(new Event('change', { bubbles: true }))
      }
    })
  })
  recall(selects)
}

const KEPT = 'linli-place'

/** The place last chosen on this phone is chosen again, level by level, where nothing is chosen yet. */
const recall = (selects: readonly HTMLSelectElement[]): void => {
  const [first] = selects
  first?.form?.addEventListener('submit', () => {
    try {
      localStorage.setItem(KEPT, JSON.stringify(selects.map(select => select.value)))
    } catch {
      // Private windows and full storage: the place is chosen by hand.
    }
  })
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? '[]') as readonly string[]
    if (first === undefined || first.value !== '' || (kept[0] ?? '') === '') return
    selects.forEach((select, index) => {
      if (index > 0 && (kept[index] ?? '') !== '') select.dataset.wanted = kept[index]
    })
    first.value = kept[0] ?? ''
    first.dispatchEvent(new Event('change', { bubbles: true }))
  } catch {
    return
  }
}

const hidden = (box: HTMLElement, name: 'lng' | 'lat', value: number): void => {
  const input = box.querySelector(`input[name="${name}"]`)
  if (input instanceof HTMLInputElement) input.value = value.toFixed(6)
}

/** The phone's own position, asked for only when the button is pressed. */
const locate = (box: HTMLElement): void => {
  if (!('geolocation' in navigator)) return
  const button = make('button', 'button plain locate', box.dataset.locate)
  button.type = 'button'
  const said = make('p', 'hint')
  said.setAttribute('role', 'status')
  button.onclick = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        hidden(box, 'lng', coords.longitude)
        hidden(box, 'lat', coords.latitude)
        said.textContent = box.dataset.located ?? ''
      },
      () => {
        said.textContent = box.dataset.unlocated ?? ''
      },
      { timeout: POSITION_WAIT_MS },
    )
  box.append(button, said)
}

/** A tap on the outline puts the pin there. Nobody needs it: the address and the lists say where. */
const pick = (box: HTMLElement): void => {
  const outline = box.querySelector('svg[data-pick]')
  const pin = outline?.querySelector('.pin')
  if (!(outline instanceof SVGSVGElement) || pin == null) return
  const [west = 0, north = 0, width = 1, squeeze = 1] = (outline.dataset.pick ?? '').split(' ').map(Number)
  outline.addEventListener('click', event => {
    const matrix = outline.getScreenCTM()
    if (matrix === null) return
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    pin.setAttribute('cx', String(Math.round(x)))
    pin.setAttribute('cy', String(Math.round(y)))
    hidden(box, 'lng', west + (x * width) / 1000 / squeeze)
    hidden(box, 'lat', north - (y * width) / 1000)
  })
}

export const enhancePlaces = (): void => {
  for (const box of every('[data-places]', HTMLElement)) {
    if (box.dataset.children !== undefined) chain(box, box.dataset.children)
    locate(box)
    pick(box)
  }
}
