import { source } from '../src/kernel/cite.ts'

export const hotlineGuidance2020 = source({
  id: 'hotline-guidance-2020-53',
  kind: 'notice',
  title: '国务院办公厅关于进一步优化地方政务服务便民热线的指导意见',
  issuer: '国务院办公厅',
  number: '国办发〔2020〕53号',
  from: '2020-12-28',
  confidence: 'V2',
  clauses: [
    {
      article: '热线归并',
      text: '一个号码,7×24小时人工服务;2021年底前归并除110、119、120、122外的热线',
      paraphrase: true,
    },
    {
      article: '受理范围',
      text: '咨询、求助、投诉、举报、意见建议',
      paraphrase: true,
    },
  ],
})
