import { source } from '../src/kernel/cite.ts'

export const guangdongHotline = source({
  id: 'guangdong-hotline-2022',
  kind: 'notice',
  title: '广东省12345政务服务便民热线管理办法',
  issuer: '广东省人民政府办公厅',
  area: '44',
  from: '2022-09-01',
  confidence: 'V2',
  clauses: [
    {
      article: '办理时限',
      text: '咨询2个工作日;求助、建议10个工作日;投诉、举报15个工作日(自收到之日起)',
      paraphrase: true,
    },
    {
      article: '首接负责',
      text: '首先接到派单的单位不得推诿;涉及多个单位的,由首接单位牵头',
      paraphrase: true,
    },
  ],
})
