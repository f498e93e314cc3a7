import { source } from '../src/kernel/cite.ts'

export const guangzhouHotlineRules = source({
  id: 'guangzhou-hotline-rules-2023',
  kind: 'notice',
  title: '广州市政务服务便民热线管理办法实施细则',
  issuer: '广州市',
  area: '4401',
  from: '2023-01-05',
  confidence: 'V2',
  clauses: [
    {
      article: '第七条',
      text: '实名提倡, 匿名尊重',
      paraphrase: true,
    },
  ],
})
