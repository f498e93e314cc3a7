/**
 * Requests kept by another system, as a table. Each field, and the headings it is known by; a heading of another
 * name is given with a mapping.
 */
export const HISTORY_FIELDS = {
  id: ['id', '编号', '诉求编号', '工单编号', '流水号'],
  nature: ['nature', '诉求类型', '性质', '类型'],
  channel: ['channel', '渠道', '来源渠道', '诉求渠道'],
  title: ['title', '标题', '主题'],
  body: ['body', '内容', '诉求内容', '正文'],
  date: ['date', '日期', '受理日期', '诉求日期'],
  reply: ['reply', '答复', '答复内容', '回复内容'],
  replyDays: ['final_reply_days', '答复天数', '办理天数'],
  replyDate: ['reply_date', '答复日期', '办结日期'],
  transfers: ['transfers', '转办次数', '流转次数'],
  district: ['district', '区县', '所属区县'],
  place: ['place', 'river', '地点', '地址', '事发地点'],
  anonymous: ['anonymous', '匿名', '是否匿名'],
  name: ['name', '姓名', '诉求人', '联系人'],
  phone: ['phone', '电话', '联系电话', '手机'],
} as const satisfies Record<string, readonly string[]>

export type HistoryField = keyof typeof HISTORY_FIELDS
/** Field → heading of the file. */
export type Mapping = Readonly<Partial<Record<HistoryField, string>>>

/** A file without these columns is refused as a whole. */
export const REQUIRED = ['id', 'nature', 'channel', 'body', 'date'] as const satisfies readonly HistoryField[]

const FIELDS = Object.keys(HISTORY_FIELDS) as HistoryField[]
export const isHistoryField = (name: string): name is HistoryField => Object.hasOwn(HISTORY_FIELDS, name)

/** Finds each field's column: as told, else by the headings it is known by. Every column that is missing is named. */
export const mapHeader = (
  header: readonly string[],
  told: Mapping,
): { readonly mapping: Mapping; readonly missing: readonly string[] } => {
  const known = (field: HistoryField): string | undefined => {
    const wanted = told[field]
    return wanted === undefined
      ? HISTORY_FIELDS[field].find(heading => header.includes(heading))
      : header.includes(wanted)
        ? wanted
        : undefined
  }
  const found = FIELDS.map(field => [field, known(field)] as const)
  const wanted: ReadonlySet<string> = new Set([...REQUIRED, ...Object.keys(told)])
  return {
    mapping: Object.fromEntries(found.filter(([, heading]) => heading !== undefined)),
    missing: found.flatMap(([field, heading]) =>
      heading === undefined && wanted.has(field) ? [told[field] ?? HISTORY_FIELDS[field][1]] : [],
    ),
  }
}
