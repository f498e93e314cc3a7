import { source } from '../src/kernel/cite.ts'

/** Binds in Weifang; elsewhere it is shown as what a rule was modelled on. */
export const weifangHotline = source({
  id: 'weifang-hotline',
  kind: 'local-regulation',
  title: '潍坊市12345政务服务便民热线条例',
  issuer: '潍坊市人民代表大会常务委员会',
  area: '3707',
  from: '2021-12-15',
  confidence: 'V2',
  clauses: [
    {
      article: '第十九条',
      text: '不受理须说明理由并告知途径',
      paraphrase: true,
    },
    {
      article: '第二十条',
      text: '5个工作日内办结;法定时限更长的从其规定并告知进度',
      paraphrase: true,
    },
    {
      article: '第二十一条',
      text: '诉求人拒不配合致无法办理的,书面提请审核后终止并解释',
      paraphrase: true,
    },
    {
      article: '第二十二条',
      text: '明确不属于职责的,按规定申请退回;职责有争议的,由热线机构研究确定或者直接指定;指定后不得再退;涉及多个单位的,确定一个主办',
      paraphrase: true,
    },
    {
      article: '第二十三条',
      text: '承办单位不能解决的,提请政府办公室研究,直至政府常务会议',
      paraphrase: true,
    },
    {
      article: '第二十四条',
      text: '县级部门职责内的热线事项不得交由镇街承担',
      paraphrase: true,
    },
    {
      article: '第二十六条',
      text: '对超时、推诿等情形督办',
      paraphrase: true,
    },
    {
      article: '第三十一条',
      text: '信息变更后即时更新知识库',
      paraphrase: true,
    },
  ],
})
