import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openDatabase } from '../../src/platform/db/database.ts'
import { type Behind, type Person, PLACE } from '../../tests/chaos/support.ts'
import { appOf } from '../support/app.ts'
import { type Call, httpLoad, type Loaded } from '../support/http-load.ts'
import { listening, type Replayed, replay } from '../support/record.ts'

export const CONNECTIONS = 8
/** Below the twenty an hour that one person may report. */
export const PER_PERSON = 15

const TEXTS = [
  '路口的井盖没了，晚上看不见，电动车差点掉进去。',
  '楼下的污水从化粪池溢出来，流到人行道上，味道很大。',
  '请问高龄津贴怎么办理，要带什么材料？',
  '搅拌站夜里十一点还在作业，轰隆声一直到凌晨。',
]

/** One report of one of these people, as a browser would send it. */
export const reportCall = (people: readonly Person[], index: number): Call => ({
  method: 'POST',
  path: '/api/work-orders',
  headers: { cookie: people[index % people.length]?.cookie ?? '', 'idempotency-key': randomUUID() },
  body: JSON.stringify({
    text: `${TEXTS[index % TEXTS.length]}第${index}件。`,
    area: PLACE,
    place: '兴文路与民生路口',
  }),
})

export type Recorded = Parameters<typeof replay>[1]

const inDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href

/**
 * Copies the database twice and takes `count` reports in this process on the one copy, writing down every statement,
 * so that they can be sent again to the other, which has not seen them. Nobody may be connected to the database.
 */
export const recordReports = async (
  behind: Behind,
  adminUrl: string,
  people: readonly Person[],
  count: number,
): Promise<Recorded> => {
  const admin = new pg.Client({ connectionString: inDatabase(adminUrl, 'postgres') })
  await admin.connect()
  for (const name of ['bench_record', 'bench_raw']) await admin.query(`create database ${name} template linli`)
  await admin.end()
  const database = openDatabase(inDatabase(adminUrl, 'bench_record'))
  const app = await appOf({ ...behind.installation, database })
  await app.ready()
  const groups: Recorded[number][] = []
  try {
    // The first fills what a process keeps (cities, calendar) and prepares the statements.
    for (let index = -5; index < count; index++) {
      const { method, path, headers = {}, body = '' } = reportCall(people, index + 5)
      const group: Recorded[number][number][] = []
      const answer = await listening(
        sent => group.push(sent),
        () =>
          app.inject({
            method,
            url: path,
            headers: { ...headers, host: '127.0.0.1', 'content-type': 'application/json' },
            payload: body,
          }),
      )
      if (answer.statusCode !== 201) throw new Error(`the report was not taken: ${answer.body}`)
      if (index >= 0) groups.push(group)
    }
  } finally {
    await app.close()
    await database.close()
  }
  return groups
}

export type Reports = { readonly http: Loaded; readonly raw: Replayed; readonly ratio: number }

/** Turns of HTTP and raw SQL one after the other, so that both meet the same machine. */
export const measureReports = async (
  base: string,
  databaseUrl: string,
  people: readonly Person[],
  groups: Recorded,
  quiet: () => Promise<void>,
): Promise<Reports> => {
  const half = Math.floor(groups.length / 2)
  const turns: { http: Loaded; raw: Replayed }[] = []
  for (const [turn, some] of [groups.slice(0, half), groups.slice(half)].entries()) {
    const http = await httpLoad(base, half, CONNECTIONS, 201, index => reportCall(people, turn * half + index))
    if (http.others > 0) throw new Error(`${http.others} reports were not taken: ${http.firstOther}`)
    await quiet()
    turns.push({ http, raw: await replay(inDatabase(databaseUrl, 'bench_raw'), some, CONNECTIONS) })
  }
  const best = <T extends { readonly perSecond: number }>(all: readonly T[]): T =>
    all.reduce((a, b) => (b.perSecond > a.perSecond ? b : a))
  const [http, raw] = [best(turns.map(turn => turn.http)), best(turns.map(turn => turn.raw))]
  return { http, raw, ratio: Math.round((http.perSecond * 100) / raw.perSecond) / 100 }
}
