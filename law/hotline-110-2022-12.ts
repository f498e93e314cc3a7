import { source } from '../src/kernel/cite.ts'

export const hotline110 = source({
  id: 'hotline-110-2022-12',
  kind: 'notice',
  title: '国务院办公厅关于推动12345政务服务便民热线与110报警服务台高效对接联动的意见',
  issuer: '国务院办公厅',
  number: '国办发〔2022〕12号',
  from: '2022-04-23',
  confidence: 'V2',
  clauses: [
    {
      article: '分工',
      text: '110受理刑事、治安、道路交通警情和须公安机关处置的紧急事项;12345受理非紧急诉求',
      paraphrase: true,
    },
    {
      article: '转接',
      text: '明确属于对方的,一键转接;不明确的,三方通话协商;仍不能确定的,由首先接到的平台先行受理',
      paraphrase: true,
    },
  ],
})
