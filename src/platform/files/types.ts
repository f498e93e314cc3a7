import type { Instant } from '../../kernel/time.ts'

/**
 * `original` as it was sent, `shown` for people (at most 1600 px; drawn when somebody first looks), `thumb` for lists (at
 * most 320 px).
 */
export type Variant = 'original' | 'shown' | 'thumb'

/** What the camera wrote: a suggestion for the form, never a fact. Stored nowhere but inside the sealed original. */
export type PhotoHint = {
  readonly takenAt?: Instant
  /** Degrees, WGS 84. */
  readonly place?: { readonly latitude: number; readonly longitude: number }
}

/** A photo checked, drawn small and sealed; it only remains to be written with the matter it belongs to. */
export type PreparedPhoto = {
  /** UUIDv7; the id of the file once attached. */
  readonly id: string
  /** Type of the original. */
  readonly mime: PhotoType
  /** Size of the shown picture, after its orientation was applied. */
  readonly width: number
  readonly height: number
  /** Length of the original in bytes. */
  readonly bytes: number
  readonly sha256: Buffer
  readonly hint: PhotoHint
  readonly sealed: Readonly<Record<Exclude<Variant, 'shown'>, Buffer>>
}

export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp'

/** A file as a matter lists it. */
export type FileRecord = {
  readonly id: string
  /** `kind/id` of the matter it belongs to. */
  readonly owner: string
  /** What the slice took it for, such as `report` or `evidence`. */
  readonly purpose: string
  readonly mime: PhotoType
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly sha256: Buffer
  readonly createdAt: Instant
}
