import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadDivisions } from '../../features/directory/index.ts'
import { instant } from '../../kernel/time.ts'
import { sql } from '../../platform/db/types.ts'
import { testCity } from '../../platform/testing/database.ts'

const CLI = join(import.meta.dirname, '../cli.ts')
const HEADER = '编号,诉求类型,渠道,标题,内容,日期,答复,答复天数,地点'
const GOOD = '1,投诉,电话,路灯,路灯不亮,2019-08-05,已修,2,兴文路'

type Ended = { readonly code: number; readonly out: string; readonly said: string }

test('the command says what came in, what did not and why, and ends with a code a script can read', async t => {
  const { url, publicDb, db } = await testCity(t)
  await loadDivisions(publicDb, instant(Date.now()))
  const folder = await mkdtemp(join(tmpdir(), 'linli-import-'))
  t.after(() => rm(folder, { recursive: true }))
  const run = async (name: string, text: string, ...more: readonly string[]): Promise<Ended> => {
    const file = join(folder, name)
    await writeFile(file, text)
    const args = [
      '--disable-warning=ExperimentalWarning',
      CLI,
      'import',
      'work-orders',
      file,
      '--data',
      folder,
      '--database-url',
      url,
    ]
    return new Promise(resolve => {
      execFile(process.execPath, [...args, '--receipt', join(folder, 'receipt.csv'), ...more], (error, out, said) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said })
      })
    })
  }
  const count = async (): Promise<number> =>
    (await db.one<{ count: number }>(sql('test.count', 'select count(*) as count from city.work_order'))).count

  const dry = await run('a.csv', `${HEADER}\n${GOOD}\n`, '--dry-run', '--json')
  assert.deepEqual([dry.code, JSON.parse(dry.out).broughtIn, await count()], [0, 1, 0], dry.said)
  const broken = await run('a.csv', `${HEADER}\n${GOOD}\n2,投诉,电话,x,y,五月,,,\n`, '--source', 'old', '--json')
  assert.deepEqual(
    [broken.code, JSON.parse(broken.out).refusedBy, await count()],
    [2, { 'date/not-a-date': 1 }, 1],
    broken.said,
  )
  assert.match(await readFile(join(folder, 'receipt.csv'), 'utf8'), /3,退回,日期: “五月”不是可用的日期,2,/)
  const again = await run('b.csv', `${HEADER}\n${GOOD}\n`, '--source', 'old')
  assert.equal(again.code, 0, again.said)
  assert.match(again.out, /导入 0, 已在库中 1/)
  const columns = await run('a.csv', '编号,标题\n1,2\n')
  assert.equal(columns.code, 1)
  assert.match(columns.said, /诉求类型、渠道、内容、日期/)
  const workbook = await run('a.xlsx', `${HEADER}\n${GOOD}\n`)
  assert.equal(workbook.code, 1)
  assert.match(workbook.said, /不是 XLSX/)
  assert.equal(await count(), 1)
})
