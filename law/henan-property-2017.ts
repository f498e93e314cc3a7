import { source } from '../src/kernel/cite.ts'

export const henanProperty2017 = source({
  id: 'henan-property-2017',
  kind: 'local-regulation',
  title: '河南省物业管理条例',
  issuer: '河南省人民代表大会常务委员会',
  area: '41',
  from: '2018-01-01',
  confidence: 'V2',
  clauses: [
    {
      article: '第七十条',
      text: '电梯、消防设施故障，屋面、外墙渗漏，墙面脱落，排水坍塌、堵塞、爆裂，楼体护栏破损以及其他危及房屋使用安全的紧急情况，主管部门接到申请后应当即时核准并拨付，费用公示。',
      paraphrase: true,
    },
  ],
})
