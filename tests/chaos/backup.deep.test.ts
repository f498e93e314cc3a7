import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { addCity } from '../../src/app/cities.ts'
import { serverAccount } from '../../src/platform/db/cluster/account.ts'
import { clusterHome } from '../../src/platform/db/cluster/home.ts'
import { dataFolder, ROOT, startServer } from '../e2e/support/server.ts'
import { newMark, openBehind, phoned, staff } from './support.ts'

const CITY = '442000'
const WRITERS = 4

type Checked = {
  readonly sound: boolean
  readonly cities: readonly { readonly size: number; readonly journal: boolean; readonly differences: number }[]
}
type Backed = { readonly cities: readonly { readonly size: number; readonly root: string }[] }

const linli = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(join(ROOT, 'linli'), [...args], { cwd: ROOT })).stdout

const lastLine = <T>(text: string): T => JSON.parse(text.trim().split('\n').at(-1) ?? '') as T

test('R-8 a backup made under load is restored elsewhere with the same journal, rows and figures', async t => {
  const server = await startServer({ demo: false })
  t.after(() => server.stop())
  const behind = await openBehind(t, server.data)
  await addCity(behind.installation, CITY)
  const desk = await staff(behind, 'deskOperator')
  const marks: string[] = []
  let over = false
  const write = async (): Promise<void> => {
    while (!over) {
      const mark = newMark()
      const answer = await desk.post(server.base, '/api/staff/work-orders', phoned(mark))
      if (answer.status === 201) marks.push(mark)
    }
  }
  const writers = Array.from({ length: WRITERS }, write)
  while (marks.length < 30) await new Promise(resolve => setTimeout(resolve, 50))

  const shelf = await mkdtemp(join(tmpdir(), 'linli-backup-'))
  t.after(() => rm(shelf, { recursive: true, force: true }))
  const folder = join(shelf, 'monday')
  // What a killed backup left behind is no backup, and does not stand in the way.
  mkdirSync(`${folder}.new`)
  writeFileSync(join(`${folder}.new`, 'rest'), '')
  const before = [...marks]
  const backed = lastLine<Backed>(await server.cli('backup', folder, '--json'))
  over = true
  await Promise.all(writers)
  assert.ok(marks.length > before.length, 'writing went on while the backup was made')
  assert.deepEqual(readdirSync(shelf), ['monday'])

  await t.test('verify-backup finds it sound, and leaves nothing behind', async () => {
    const checked = lastLine<Checked>(await linli('verify-backup', folder, '--json'))
    assert.equal(checked.sound, true)
    assert.ok((checked.cities[0]?.size ?? 0) >= (backed.cities[0]?.size ?? 0))
  })

  await t.test('restored elsewhere with its keys it serves: everything acknowledged before is there once', async () => {
    const data = await dataFolder()
    const keys = join(server.data, 'keys')
    const checked = lastLine<Checked>(await linli('restore', folder, '--data', data, '--keys', keys, '--json'))
    assert.deepEqual(
      checked.cities.map(({ journal, differences }) => [journal, differences]),
      [[true, 0]],
    )
    const again = await startServer({ demo: false }, data)
    try {
      const { db } = await openBehind(t, data)
      const rows = await db.rows<{ mark: string; n: number }>({
        name: 'test.marks',
        text: `select substring(body from '标记[a-p]+') as mark, count(*) as n from city.work_order group by 1`,
      })
      const found = new Map(rows.map(({ mark, n }) => [mark, n]))
      assert.deepEqual(
        before.filter(mark => found.get(mark) !== 1),
        [],
      )
    } finally {
      await again.stop()
    }
  })

  await t.test('what cannot be done is said, and nothing is overwritten', async () => {
    const refusal = async (...args: readonly string[]): Promise<string> =>
      linli(...args).then(
        () => 'done',
        (error: { readonly stderr?: string }) => String(error.stderr),
      )
    assert.match(await refusal('backup', folder, '--data', server.data), /不是空目录/)
    assert.match(await refusal('restore', folder, '--data', server.data), /已经有数据库/)
    assert.match(await refusal('verify-backup', shelf), /不是备份/)
    const damaged = join(shelf, 'damaged')
    cpSync(folder, damaged, { recursive: true })
    writeFileSync(join(damaged, 'cluster/PG_VERSION'), '99\n')
    assert.match(await refusal('verify-backup', damaged), /PG_VERSION/)
    const fresh = await dataFolder()
    assert.match(await refusal('restore', damaged, '--data', fresh), /已损坏/)
    assert.deepEqual(readdirSync(clusterHome(fresh, serverAccount()).folder), [])
    await rm(fresh, { recursive: true, force: true })
  })
})
