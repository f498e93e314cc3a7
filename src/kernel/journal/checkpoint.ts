import { base64, fromBase64 } from './bytes.ts'
import { HASH_BYTES } from './hash.ts'

/** The state of a log (C2SP tlog-checkpoint): whose it is, how many entries, and the head of their tree. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${base64(root)}\n`

/** Undefined when it is not a checkpoint. Lines after the third are allowed by the format and passed over. */
export const parseCheckpoint = (text: string): Checkpoint | undefined => {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n/.exec(text)
  const root = fromBase64(match?.[3] ?? '')
  const size = Number(match?.[2])
  if (match?.[1] === undefined || root?.length !== HASH_BYTES || !Number.isSafeInteger(size)) return undefined
  return { origin: match[1], size, root }
}
