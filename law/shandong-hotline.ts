import { source } from '../src/kernel/cite.ts'

/** Seen in a news report only; binds in Shandong. */
export const shandongHotline = source({
  id: 'shandong-hotline',
  kind: 'notice',
  title: '山东省12345热线办理办法(题名未核)',
  issuer: '山东省',
  area: '37',
  from: '2020-01-01',
  confidence: 'V2',
  clauses: [
    {
      article: '办理时限',
      text: '5个工作日内办结;特别复杂的可以延期,延期一般不超过10个工作日',
      paraphrase: true,
    },
    {
      article: '退单时限',
      text: '不属于职责的,2个工作日内退回并注明原因',
      paraphrase: true,
    },
  ],
})
