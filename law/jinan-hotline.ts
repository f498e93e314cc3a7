import { source } from '../src/kernel/cite.ts'

/** Binds in Jinan; elsewhere it is shown as what a rule was modelled on. */
export const jinanHotline = source({
  id: 'jinan-hotline',
  kind: 'local-regulation',
  title: '济南市12345市民服务热线条例',
  issuer: '济南市人民代表大会常务委员会',
  area: '3701',
  from: '2018-09-01',
  confidence: 'V2',
  clauses: [
    {
      article: '第十六条',
      text: '来电人可要求保密',
      paraphrase: true,
    },
    {
      article: '第二十二条',
      text: '工单记录受理、办理、回复、回访、督办全程',
      paraphrase: true,
    },
    {
      article: '第二十四条',
      text: '5个工作日内办结;法定时限更长的从其规定并告知进度;受客观条件限制的说明措施并明确时限',
      paraphrase: true,
    },
    {
      article: '第二十五条',
      text: '同一事实和理由重复提出的,告知进展或者结果',
      paraphrase: true,
    },
    {
      article: '第二十七条',
      text: '期满后以电话、短信、网络回访;不满意或应办未办可退回再办',
      paraphrase: true,
    },
    {
      article: '第二十八条',
      text: '督办的情形:超时;多次集中反映未解决;知识库不更新;拒不接收;造成负面影响',
      paraphrase: true,
    },
    {
      article: '第二十九条',
      text: '涉及多个单位的,确定一个主办,其他协办;承办单位不能解决的,提请政府办公厅研究',
      paraphrase: true,
    },
    {
      article: '第三十条',
      text: '仍不能解决的,提请政府常务会议研究',
      paraphrase: true,
    },
    {
      article: '第三十二条',
      text: '直接利害关系须回避;控告举报材料和来电人信息不得透露给被举报人',
      paraphrase: true,
    },
    {
      article: '第三十三条',
      text: '公开受理渠道、标准流程、每月受理数据、办结情况、典型案例',
      paraphrase: true,
    },
    {
      article: '第三十四条',
      text: '承办单位实时更新知识库',
      paraphrase: true,
    },
  ],
})
