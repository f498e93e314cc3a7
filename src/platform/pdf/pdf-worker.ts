import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { PDFDocument, type PDFFont, type PDFPage } from '@cantoo/pdf-lib'
import * as fontkit from 'fontkit'

/**
 * A line of the paper: how large, and its words. With `stops` its words are cells, divided by tabs: the first begins at
 * the margin, each of the others ends at its stop, counted in points from the margin.
 */
export type PdfLine = { readonly size: number; readonly text: string; readonly stops?: readonly number[] }
export type PdfJob = { readonly title: string; readonly lines: readonly PdfLine[] }

export type PdfAsked = { readonly id: number; readonly job: PdfJob }
export type PdfAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly failed: string }

const [WIDTH, HEIGHT, MARGIN] = [595, 842, 56]
const INK = '0.1 0.1 0.1 rg'
const FONT = new URL('../../../node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf', import.meta.url)

const bytesOfFont = await readFile(FONT)
// Read once for all papers; each takes a subset of its own.
const whole = fontkit.create(bytesOfFont)
if (!('createSubset' in whole)) throw new Error('the font for papers is a collection')
const known = new Set(whole.characterSet)

/** What the font cannot draw is shown as a square, not lost without a word. */
const drawable = (text: string): string =>
  [...text.replaceAll('\t', '  ')]
    .map(character => (known.has(character.codePointAt(0) ?? 0) ? character : '□'))
    .join('')

/** A character as it is written in this paper, and its width at size 1. */
type Glyph = { readonly code: string; readonly width: number }

/** Each character is laid out once for a paper: the library would lay out every text anew, a millisecond each. */
const glyphsOf = (font: PDFFont): ((character: string) => Glyph) => {
  const glyphs = new Map<string, Glyph>()
  return character => {
    const glyph = glyphs.get(character) ?? {
      code: font.encodeText(character).asString(),
      width: font.widthOfTextAtSize(character, 1),
    }
    glyphs.set(character, glyph)
    return glyph
  }
}

const hundredths = (points: number): number => Math.round(points * 100) / 100

type Piece = { readonly code: string; readonly width: number }

/** Pages under the pen: rows from above, a new page where one is full. What is drawn is kept as text until the paper is made. */
const pagesOf = (document: PDFDocument, font: PDFFont) => {
  const pages: { readonly page: PDFPage; readonly name: string; readonly drawn: string[] }[] = []
  let y = 0
  const turn = (): void => {
    const page = document.addPage([WIDTH, HEIGHT])
    pages.push({ page, name: page.node.newFontDictionary(font.name, font.ref).asString(), drawn: [] })
    y = HEIGHT - MARGIN
  }
  turn()
  return {
    down: (size: number): void => {
      if (y - size * 1.6 < MARGIN) turn()
      y -= size * 1.6
    },
    draw: (code: string, size: number, x: number): void => {
      const last = pages.at(-1)
      if (code !== '')
        last?.drawn.push(`${last.name} ${size} Tf 1 0 0 1 ${hundredths(x)} ${hundredths(y)} Tm <${code}> Tj`)
    },
    end: (): void => {
      for (const { page, drawn } of pages) {
        const stream = document.context.flateStream(['q', INK, 'BT', ...drawn, 'ET', 'Q'].join('\n'))
        page.node.addContentStream(document.context.register(stream))
      }
    },
  }
}

const paperOf = async ({ title, lines }: PdfJob): Promise<Uint8Array> => {
  const document = await PDFDocument.create()
  document.registerFontkit({ create: () => whole })
  document.setTitle(title)
  document.setCreator('Linli 邻里')
  const font = await document.embedFont(bytesOfFont, { subset: true })
  const glyphOf = glyphsOf(font)
  const { down, draw, end } = pagesOf(document, font)

  const pieceOf = (text: string): Piece =>
    [...drawable(text)].reduce<Piece>(
      (sum, character) => {
        const { code, width } = glyphOf(character)
        return { code: sum.code + code, width: sum.width + width }
      },
      { code: '', width: 0 },
    )

  /** Breaks where the line is full; Chinese may break anywhere. */
  const wrapped = (text: string, size: number): readonly string[] => {
    const rows: string[] = []
    let [row, width] = ['', 0]
    for (const character of drawable(text)) {
      const glyph = glyphOf(character)
      if (width + glyph.width * size > WIDTH - 2 * MARGIN) {
        rows.push(row)
        row = ''
        width = 0
      }
      row += glyph.code
      width += glyph.width * size
    }
    return [...rows, row]
  }

  /** Cells of one row: what is too wide for its place runs into the one before, and is not lost. */
  const drawCells = (cells: readonly string[], size: number, stops: readonly number[]): void => {
    down(size)
    for (const [index, cell] of cells.entries()) {
      const { code, width } = pieceOf(cell)
      const stop = stops[index - 1]
      draw(code, size, stop === undefined ? MARGIN : MARGIN + stop - width * size)
    }
  }

  for (const { size, text, stops } of lines)
    if (stops !== undefined) drawCells(text.split('\t'), size, stops)
    else
      for (const row of text.split('\n').flatMap(part => wrapped(part, size))) {
        down(size)
        draw(row, size, MARGIN)
      }
  end()
  return document.save()
}

parentPort?.on('message', ({ id, job }: PdfAsked) => {
  paperOf(job).then(
    bytes => parentPort?.postMessage({ id, bytes } satisfies PdfAnswer),
    (error: unknown) => parentPort?.postMessage({ id, failed: String(error) } satisfies PdfAnswer),
  )
})
