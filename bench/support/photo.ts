import sharp from 'sharp'
import { seeded } from '../../src/features/work-order/simulate.ts'

const [WIDTH, HEIGHT, GRAIN] = [1600, 1200, 48]
const WANTED = 300 * 1024

/** A JPEG of some 300 KB with as much in it as a photo of a street has: waves of colour and grain. */
export const photoOf300k = async (seed: number): Promise<Buffer> => {
  const random = seeded(seed)
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  const tint = random() * 50
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)]
    const grain = random() * GRAIN
    pixels[at * 3] = 90 + 50 * Math.sin(x / 40 + tint) + grain
    pixels[at * 3 + 1] = 90 + 50 * Math.cos(y / 60) + grain
    pixels[at * 3 + 2] = 80 + 40 * Math.sin((x + y) / 90) + grain
  }
  const soft = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .blur(0.8)
    .png({ compressionLevel: 1 })
    .toBuffer()
  let best: Buffer = Buffer.alloc(0)
  for (let quality = 95; quality >= 50; quality -= 5) {
    best = await sharp(soft).jpeg({ quality }).toBuffer()
    if (best.length <= WANTED) break
  }
  return best
}
