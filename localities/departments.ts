/** Departments that a prefecture-level city ordinarily has. Ours, not from a source: every city edits its own list. */
export const ORDINARY_DEPARTMENTS: readonly string[] = [
  '市发展和改革局',
  '市教育和体育局',
  '市工业和信息化局',
  '市公安局',
  '市民政局',
  '市司法局',
  '市财政局',
  '市人力资源和社会保障局',
  '市自然资源局',
  '市生态环境局',
  '市住房和城乡建设局',
  '市交通运输局',
  '市水务局',
  '市农业农村局',
  '市商务局',
  '市文化广电旅游局',
  '市卫生健康局',
  '市退役军人事务局',
  '市应急管理局',
  '市市场监督管理局',
  '市城市管理和综合执法局',
  '市医疗保障局',
  '市政务服务和数据管理局',
  '市信访局',
  '市消防救援支队',
  '市税务局',
  '市住房公积金管理中心',
]

/** Utilities by what they do; the operator enters the company. */
export const ORDINARY_UTILITIES: readonly string[] = ['供水企业', '供电企业', '燃气企业', '公交企业', '通信企业']
