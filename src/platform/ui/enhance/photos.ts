import { every, make } from './dom.ts'

/** Longer edge of what is sent, in pixels: enough to see a crack, a tenth of what a camera makes. */
const EDGE_MAX = 1600
const QUALITY = 0.85

/** A smaller JPEG of a photo; the photo itself where the browser cannot read it, and the server then decides. */
const shrink = async (file: File): Promise<File> => {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, EDGE_MAX / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    if (blob === null || blob.size >= file.size) return file
    return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' })
  } catch {
    return file
  }
}

const enhance = (box: HTMLElement): void => {
  const input = box.querySelector('input[type="file"]')
  const list = box.querySelector('ul')
  const said = box.querySelector('[role="status"]')
  if (!(input instanceof HTMLInputElement) || list === null || said === null) return
  const max = Number(box.dataset.max ?? '1')
  let files: readonly File[] = []

  const show = (): void => {
    const carrier = new DataTransfer()
    for (const file of files) carrier.items.add(file)
    input.files = carrier.files
    list.replaceChildren(
      ...files.map((file, index) => {
        const item = document.createElement('li')
        const image = make('img', '')
        image.src = URL.createObjectURL(file)
        image.alt = file.name
        image.onload = () => URL.revokeObjectURL(image.src)
        const remove = make('button', 'link', box.dataset.remove)
        remove.type = 'button'
        remove.setAttribute('aria-label', `${box.dataset.remove ?? ''} ${file.name}`)
        remove.onclick = () => {
          files = files.filter((_, other) => other !== index)
          show()
          input.focus()
        }
        item.append(image, remove)
        return item
      }),
    )
    list.hidden = files.length === 0
  }

  input.addEventListener('change', async () => {
    const chosen = [...(input.files ?? [])]
    const small = await Promise.all(chosen.map(shrink))
    // Choosing again adds: a phone's camera gives one photo at a time.
    const all = max > 1 ? [...files, ...small] : small
    files = all.slice(0, max)
    said.textContent = all.length > max ? (box.dataset.tooMany ?? '') : ''
    show()
  })
}

/** Photos are made small before they are sent, seen before they are sent, and can be taken back. */
export const enhancePhotos = (): void => every('[data-photos]', HTMLElement).forEach(enhance)
