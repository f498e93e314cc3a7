import type { Terms } from '../../kernel/terms.ts'

export const terms = {
  journal: { zh: '公开日志', note: '只增不改的记录,每一步一条' },
  entry: { zh: '条目' },
  stream: { zh: '事项的条目', note: '同一件事的条目,序号从1起连续' },
  receipt: { zh: '回执码', note: '条目的哈希,64位十六进制' },
  checkpoint: { zh: '签名状态', note: '条数和全部条目的总哈希,由城市签名' },
  bundle: { zh: '导出包', note: '可以离线验证的文件' },
} as const satisfies Terms
