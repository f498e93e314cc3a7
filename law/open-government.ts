import { source } from '../src/kernel/cite.ts'

export const openGovernment = source({
  id: 'open-government',
  kind: 'regulation',
  title: '中华人民共和国政府信息公开条例',
  issuer: '国务院',
  number: '国务院令第711号',
  from: '2019-05-15',
  confidence: 'V1',
  clauses: [
    {
      article: '第二十六条',
      text: '属于主动公开范围的政府信息，应当自该政府信息形成或者变更之日起20个工作日内及时公开。法律、法规对政府信息公开的期限另有规定的，从其规定。',
    },
  ],
})
