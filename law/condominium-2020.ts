import { source } from '../src/kernel/cite.ts'

export const condominium2020 = source({
  id: 'condominium-2020',
  kind: 'judicial-interpretation',
  title: '最高人民法院关于审理建筑物区分所有权纠纷案件适用法律若干问题的解释',
  issuer: '最高人民法院',
  from: '2021-01-01',
  confidence: 'V1',
  clauses: [
    {
      article: '第八条',
      text: `民法典第二百七十八条第二款和第二百八十三条规定的专有部分面积可以按照不动产登记簿记载的面积计算；尚未进行物权登记的，暂按测绘机构的实测面积计算；尚未进行实测的，暂按房屋买卖合同记载的面积计算。`,
    },
    {
      article: '第九条',
      text: `民法典第二百七十八条第二款规定的业主人数可以按照专有部分的数量计算，一个专有部分按一人计算。但建设单位尚未出售和虽已出售但尚未交付的部分，以及同一买受人拥有一个以上专有部分的，按一人计算。`,
    },
  ],
})
