import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PDFDocument, rgb } from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'

/**
 * A line of the paper: how large, and its words. With `stops` its words are cells, divided by tabs: the first begins at
 * the margin, each of the others ends at its stop, counted in points from the margin.
 */
export type PdfLine = { readonly size: number; readonly text: string; readonly stops?: readonly number[] }
export type PdfJob = { readonly title: string; readonly lines: readonly PdfLine[] }

const [WIDTH, HEIGHT, MARGIN] = [595, 842, 56]
const INK = rgb(0.1, 0.1, 0.1)
const FONT = new URL('../../../node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf', import.meta.url)

/**
 * The PDF library takes a subset that has `encode` for one that gives its bytes at once; this font tool's writes to a
 * stream it is handed. So the subset is given with its stream alone.
 */
const fonts: typeof fontkit = {
  ...fontkit,
  create: (bytes, name) => {
    const font = fontkit.create(bytes, name)
    const whole = font.createSubset.bind(font)
    font.createSubset = () => {
      const subset = whole()
      return {
        cff: 'cff' in subset ? subset.cff : undefined,
        includeGlyph: glyph => subset.includeGlyph(glyph),
        encodeStream: () => subset.encodeStream(),
      } as ReturnType<typeof whole>
    }
    return font
  },
}

const { title, lines } = workerData as PdfJob
const document = await PDFDocument.create()
document.registerFontkit(fonts)
document.setTitle(title)
document.setCreator('Linli 邻里')
const font = await document.embedFont(await readFile(FONT), { subset: true })
const known = new Set(font.getCharacterSet())

/** What the font cannot draw is shown as a square, not lost without a word. */
const drawable = (text: string): string =>
  [...text.replaceAll('\t', '  ')]
    .map(character => (known.has(character.codePointAt(0) ?? 0) ? character : '□'))
    .join('')

const widths = new Map<string, number>()
const widthOf = (character: string): number => {
  const width = widths.get(character) ?? font.widthOfTextAtSize(character, 1)
  widths.set(character, width)
  return width
}

/** Breaks where the line is full; Chinese may break anywhere. */
const wrapped = (text: string, size: number): readonly string[] => {
  const rows: string[] = []
  let [row, width] = ['', 0]
  for (const character of drawable(text)) {
    const next = widthOf(character) * size
    if (width + next > WIDTH - 2 * MARGIN) {
      rows.push(row)
      row = ''
      width = 0
    }
    row += character
    width += next
  }
  return [...rows, row]
}

const widthOfText = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + widthOf(character) * size, 0)

let page = document.addPage([WIDTH, HEIGHT])
let y = HEIGHT - MARGIN
const down = (size: number): void => {
  y -= size * 1.6
  if (y >= MARGIN) return
  page = document.addPage([WIDTH, HEIGHT])
  y = HEIGHT - MARGIN - size * 1.6
}

const draw = (text: string, size: number, x = MARGIN): void => {
  if (text !== '') page.drawText(text, { x, y, size, font, color: INK })
}

/** Cells of one row: what is too wide for its place runs into the one before, and is not lost. */
const drawCells = (cells: readonly string[], size: number, stops: readonly number[]): void => {
  down(size)
  for (const [index, cell] of cells.entries()) {
    const words = drawable(cell)
    const stop = stops[index - 1]
    draw(words, size, stop === undefined ? MARGIN : MARGIN + stop - widthOfText(words, size))
  }
}

for (const { size, text, stops } of lines)
  if (stops !== undefined) drawCells(text.split('\t'), size, stops)
  else
    for (const row of text.split('\n').flatMap(part => wrapped(part, size))) {
      down(size)
      draw(row, size)
    }

parentPort?.postMessage(await document.save())
