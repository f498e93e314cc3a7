/**
 * Marks that turn the direction of the text around them: embeddings, overrides and isolates. Phones put them around
 * numbers that are copied, and a name can hide behind them (U+202E makes `gpj.exe` of `exe.jpg`). The three marks that
 * only stand for a letter of a direction (U+200E, U+200F, U+061C) stay: Uyghur and Arabic are written with them.
 */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

/** Text as it is stored: composed (NFC), so that what looks the same is the same, and in the order it is read. */
export const plainText = (text: string): string => text.normalize('NFC').replace(TURNING, '')
