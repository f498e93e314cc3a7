import pg from 'pg'

const CHUNK = 1 << 20

type Wire = {
  readonly sendCopyFromChunk: (chunk: Buffer) => void
  readonly endCopyFrom: () => void
}

/** What the client of PostgreSQL asks of a query that has data to send. */
class CopyIn extends pg.Query {
  private readonly data: Buffer

  constructor(text: string, data: Buffer) {
    super({ text })
    this.data = data
  }

  handleCopyInResponse(wire: Wire): void {
    for (let from = 0; from < this.data.length; from += CHUNK)
      wire.sendCopyFromChunk(this.data.subarray(from, from + CHUNK))
    wire.endCopyFrom()
  }
}

/** Sends rows in the text format of COPY, each with its line end, in one statement. */
export const copyIn = (client: pg.Client, table: string, columns: string, rows: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const query = new CopyIn(`copy ${table} (${columns}) from stdin`, Buffer.from(rows))
    query.on('error', reject)
    query.on('end', () => resolve())
    client.query(query)
  })

/** A value as COPY reads it. */
export const field = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Array.isArray(value)) return `{${value.join(',')}}`
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.replace(/[\\\t\n\r]/g, mark => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[mark] ?? '\\r')
}

/** A row as COPY reads it. */
export const line = (values: readonly unknown[]): string => `${values.map(field).join('\t')}\n`
