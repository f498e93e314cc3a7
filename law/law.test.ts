import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Source } from '../src/kernel/cite.ts'
import { verbatimOf } from '../src/kernel/sources.ts'
import { parseDate } from '../src/kernel/time.ts'
import { sources } from './index.ts'

const root = join(import.meta.dirname, '..')
const shared = join(root, '../shared')
const hashes: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'hashes.json'), 'utf8'),
)

/** Where the full texts lie, for sources that were read in full. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'civil-code': ['law/民法典-总则.md', 'law/民法典-物权编.md', 'law/民法典-附则.md'],
  'holidays-2013': ['law/全国年节及纪念日放假办法-2013.md'],
  'holidays-2024': ['law/全国年节及纪念日放假办法-2024.md'],
  pipl: ['law/个人信息保护法-2021.md'],
  'barrier-free': ['law/无障碍环境建设法-2023.md'],
  'online-services': ['law/国务院关于在线政务服务的若干规定-2019.md'],
  'open-government': ['law/政府信息公开条例-2019.md'],
  'beijing-request-response': ['law/北京市接诉即办工作条例-2021.md'],
  'villagers-committees-2018': ['law/村民委员会组织法-2018.md'],
  'villagers-committees-2025': ['law/村民委员会组织法-2025.md'],
  'residents-committees-2018': ['law/城市居民委员会组织法-2018.md'],
  'residents-committees-2025': ['law/城市居民委员会组织法-2025.md'],
  'rural-collectives-2024': ['law/农村集体经济组织法-2024.md'],
  'property-management-2018': ['law/物业管理条例-2018.md'],
  'condominium-2020': ['law/建筑物区分所有权解释-2020.md'],
  'volunteer-service-2017': ['law/志愿服务条例-2017.md'],
  'hangzhou-property-2021': ['law/杭州市物业管理条例-2021.md'],
  'letter-zhongshan-125100': ['mission/letters/zhongshan-125100.txt'],
}

const bare = (text: string): string => text.replace(/[\s\u200b]|\*\*/g, '')
const digest = (source: Source): string => createHash('sha256').update(verbatimOf(source)).digest('hex')

test('sources are named once, dated, and each clause once', () => {
  const ids = sources.map(source => source.id)
  assert.equal(new Set(ids).size, ids.length)
  for (const source of sources) {
    assert.ok(parseDate(source.from), source.id)
    assert.ok(source.to === undefined || source.to > source.from, source.id)
    const articles = source.clauses.map(clause => clause.article)
    assert.equal(new Set(articles).size, articles.length, source.id)
  }
})

for (const source of sources) {
  test(`${source.id}: the words are the ones that were entered`, () =>
    assert.equal(
      hashes[source.id],
      digest(source),
      `the verbatim text changed; a misprint is recorded as a correction. New source: "${source.id}": "${digest(source)}"`,
    ))

  test(`${source.id}: an excerpt is marked as our wording, a full text is not`, () => {
    for (const clause of source.clauses) assert.equal(clause.paraphrase === true, source.confidence === 'V2')
    assert.equal(source.id in TEXTS, source.confidence !== 'V2')
  })

  test(`${source.id}: what is corrected stands in the clause`, () => {
    for (const { text, correction } of source.clauses) {
      if (correction !== undefined) assert.ok(text.includes(correction.printed) && !text.includes(correction.readAs))
    }
  })
}

test('no digest without a source', () =>
  assert.deepEqual(Object.keys(hashes).toSorted(), sources.map(source => source.id).toSorted()))

for (const [id, files] of Object.entries(TEXTS)) {
  test(`${id}: every clause stands in the full text`, t => {
    if (!files.every(file => existsSync(join(shared, file)))) {
      t.diagnostic('the full texts are not at hand (../shared/law); only the digests were checked')
      return
    }
    const full = bare(files.map(file => readFileSync(join(shared, file), 'utf8')).join('\n'))
    const source = sources.find(each => each.id === id)
    for (const { article, text } of source?.clauses ?? []) {
      assert.ok(full.includes(bare(source?.kind === 'letter' ? text : article + text)), `${id} ${article}`)
    }
  })
}
