import { type CityQueries, sql, type Tx } from '../../../platform/db/types.ts'

export type Purpose = 'report' | 'arrive' | 'result'

export type OrderFile = {
  readonly order_id: string
  readonly seq: number
  readonly file: string
  readonly purpose: Purpose
  readonly public: boolean
}

const INSERT = sql(
  'work-order.insert-file',
  'insert into city.work_order_file (order_id, seq, file, purpose) values ($1, $2, $3, $4)',
)
const OF = sql(
  'work-order.files',
  'select order_id, seq, file, purpose, public from city.work_order_file where order_id = $1 order by seq, file',
)
const ONE = sql(
  'work-order.file',
  'select order_id, seq, file, purpose, public from city.work_order_file where order_id = $1 and file = $2',
)
const PUBLISH = sql(
  'work-order.publish-files',
  'update city.work_order_file set public = file = any($2::uuid[]) where order_id = $1',
)

export const insertOrderFile = (tx: Tx, id: string, seq: number, file: string, purpose: Purpose): void => {
  tx.write(INSERT, [id, seq, file, purpose])
}

export const filesOf = (db: CityQueries, id: string): Promise<readonly OrderFile[]> => db.rows<OrderFile>(OF, [id])

export const fileOf = (db: CityQueries, id: string, file: string): Promise<OrderFile | undefined> =>
  db.maybe<OrderFile>(ONE, [id, file])

/** Makes exactly these photos public and no others. */
export const publishFiles = async (tx: Tx, id: string, files: readonly string[]): Promise<void> => {
  await tx.run(PUBLISH, [id, files])
}
