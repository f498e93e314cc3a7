import sharp from 'sharp'

const WIDTH = 480
const HEIGHT = 360
const HORIZON = 125
/** So many different pictures; the same number gives the same one. */
const PICTURES = 10
type Colour = readonly [number, number, number]
const SKY: Colour = [217, 222, 226]
const GROUNDS: readonly Colour[] = [
  [143, 138, 128],
  [163, 154, 134],
  [125, 135, 144],
  [147, 138, 153],
  [135, 145, 127],
]
const HOLE: Colour = [21, 20, 15]
const PLATE: Colour = [75, 74, 71]
const RIM: Colour = [119, 116, 108]

const draw = (number: number): Promise<Buffer> => {
  const ground = GROUNDS[number % GROUNDS.length] ?? SKY
  const [x, y] = [120 + ((number * 97) % 240), 190 + ((number * 53) % 100)]
  const inside = number % 2 === 0 ? PLATE : HOLE
  const colourAt = (column: number, row: number): Colour => {
    if (row < HORIZON) return SKY
    const distance = ((column - x) / 50) ** 2 + ((row - y) / 25) ** 2
    return distance < 0.72 ? inside : distance < 1 ? RIM : ground
  }
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) pixels.set(colourAt(column, row), (row * WIDTH + column) * 3)
  }
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 70 })
    .toBuffer()
}

const drawn = new Map<number, Promise<Buffer>>()

/**
 * A drawn picture in place of a photo, so that nobody mistakes it for one: a street in five shades with a hole or a
 * plate in it.
 */
export const drawPhoto = (number: number): Promise<Buffer> => {
  const picture = number % PICTURES
  const known = drawn.get(picture) ?? draw(picture)
  drawn.set(picture, known)
  return known
}
