import { z } from 'zod'

const count = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const leaf = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/)
const base64 = z.string().describe('base64')

export const tileParams = z.object({ '*': z.string().max(200).describe('如 0/x001/234.p/5 或 entries/000') })

export const inclusionQuery = z.object({
  leaf: leaf.optional().describe('回执码'),
  index: count.optional().describe('第几条,从 0 起'),
  size: count.optional().describe('在多少条时的状态里证明;不填为当前签名状态'),
})
export const inclusion = z.object({
  leaf: z.string().describe('条目的哈希,十六进制'),
  index: z.number(),
  size: z.number(),
  body: z.string().describe('条目原文;哈希由它算出'),
  proof: z.array(base64),
  checkpoint: z.string().describe('当前签名状态'),
})

export const consistencyQuery = z.object({ from: count, to: count })
export const consistency = z.object({ from: z.number(), to: z.number(), proof: z.array(base64) })

export const exportQuery = z.object({
  stream: z.string().max(200).optional().describe('只要一件事的条目'),
  from: count.optional().describe('从第几条起'),
  to: count.optional().describe('到第几条止(不含)'),
  since: count.optional().describe('您保存的签名状态有多少条;附上延续证明'),
})

/** What was typed is shown again, so nothing is refused here. */
export const pageQuery = z.object({ leaf: z.string().max(200).default('') })
