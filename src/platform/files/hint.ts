import readExif from 'exif-reader'
import { instant, ZONE_MS } from '../../kernel/time.ts'
import type { PhotoHint } from './types.ts'

const degrees = (parts: readonly number[] | undefined, negative: boolean, most: number): number | undefined => {
  if (parts === undefined || parts.length !== 3 || !parts.every(Number.isFinite)) return undefined
  const [whole = 0, minutes = 0, seconds = 0] = parts
  const value = (whole + minutes / 60 + seconds / 3600) * (negative ? -1 : 1)
  return Math.abs(value) <= most ? value : undefined
}

/** Cameras write local time without a zone; it is read as Asia/Shanghai. */
const takenAt = (date: unknown): Pick<PhotoHint, 'takenAt'> =>
  date instanceof Date && Number.isFinite(date.getTime()) ? { takenAt: instant(date.getTime() - ZONE_MS) } : {}

/** Reads when and where from the camera's notes. Whatever cannot be read is left out: a hint is not worth an error. */
export const hintOf = (exif: Buffer | undefined): PhotoHint => {
  if (exif === undefined) return {}
  try {
    const { Photo: photo, GPSInfo: gps } = readExif(exif)
    const latitude = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef === 'S', 90)
    const longitude = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef === 'W', 180)
    // Phones without a fix write zeros.
    const nowhere = latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)
    return { ...takenAt(photo?.DateTimeOriginal), ...(nowhere ? {} : { place: { latitude, longitude } }) }
  } catch {
    return {}
  }
}
