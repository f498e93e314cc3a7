import { type Basis, type Cite, cite, localDefault } from '../../../kernel/cite.ts'
import type { Body, Mode } from './state.ts'

/** The same rule in the acts of both committees. */
type OfBoth = Readonly<Record<Body, Cite>>

const both = (residents: readonly [string, string], villagers: readonly [string, string]): OfBoth => ({
  residents: cite('residents-committees-2025', ...residents),
  villagers: cite('villagers-committees-2025', ...villagers),
})

/** The sources of this procedure, each named once. */
export const SIZE = both(
  ['第八条', '居民委员会由主任、副主任和委员共五至九人组成'],
  ['第八条', '村民委员会由主任、副主任和委员共三至七人组成'],
)
export const WOMEN = both(
  ['第八条', '居民委员会成员中，应当有妇女成员'],
  ['第八条', '村民委员会成员中，应当有妇女成员'],
)
export const MODE = both(
  ['第十四条', '由本社区全体有选举权的居民或者由每户派代表选举产生；根据居民意见，也可以由居民代表选举产生'],
  ['第十四条', '村民委员会主任、副主任和委员，由村民直接选举产生'],
)
export const TERM = both(
  ['第十四条', '居民委员会每届任期五年，届满应当及时举行换届选举'],
  ['第十四条', '村民委员会每届任期五年，届满应当及时举行换届选举'],
)
export const HOSTS = both(
  ['第十五条', '居民委员会的选举，由居民选举委员会主持'],
  ['第十五条', '村民委员会的选举，由村民选举委员会主持'],
)
export const LEAVES = both(
  ['第十五条', '居民选举委员会成员或者其近亲属被提名为居民委员会成员候选人的，应当退出居民选举委员会'],
  ['第十五条', '村民选举委员会成员或者其近亲属被提名为村民委员会成员候选人的，应当退出村民选举委员会'],
)
export const SUCCESSION = both(
  ['第十五条', '按照原推选结果依次递补，也可以另行推选'],
  ['第十五条', '按照原推选结果依次递补，也可以另行推选'],
)
export const VOTERS = both(['第十六条', '年满十八周岁的居民'], ['第十六条', '年满十八周岁的村民'])
export const LIST = both(
  ['第十七条', '经登记的选民名单应当在选举日的二十日前公布'],
  ['第十七条', '登记参加选举的村民名单应当在选举日的二十日前由村民选举委员会公布'],
)
export const OBJECT = both(
  ['第十七条', '应当自名单公布之日起五日内向居民选举委员会提出申诉'],
  ['第十七条', '应当自名单公布之日起五日内向村民选举委员会申诉'],
)
export const ANSWER = both(
  ['第十七条', '应当自收到申诉之日起三日内作出处理决定，并公布处理结果'],
  ['第十七条', '应当自收到申诉之日起三日内作出处理决定，并公布处理结果'],
)
export const NOMINATION = both(
  ['第十八条', '居民委员会成员候选人由社区党组织或者十名以上选民联合提名推荐'],
  ['第十八条', '村民委员会成员候选人由村党组织或者登记参加选举的村民提名推荐'],
)
export const BARRED = both(
  [
    '第十八条',
    '被开除中国共产党党籍，因犯罪受过刑事处罚，利用黑恶势力从事非法活动，组织或者参加非法宗教活动或者邪教活动的，不得作为候选人',
  ],
  [
    '第十八条',
    '被开除中国共产党党籍，因犯罪受过刑事处罚，利用宗族或者黑恶势力从事非法活动，组织或者参加非法宗教活动或者邪教活动的，不得作为候选人',
  ],
)
export const MORE = both(['第十八条', '候选人的名额应当多于应选名额'], ['第十八条', '候选人的名额应当多于应选名额'])
export const MEETING = both(
  ['第十八条', '居民选举委员会应当组织候选人与居民见面'],
  ['第十八条', '村民选举委员会应当组织候选人与村民见面'],
)
export const VALID = both(
  ['第十九条', '有选民的过半数参加投票，选举有效'],
  ['第十八条', '有登记参加选举的村民过半数投票，选举有效'],
)
/** What makes the election valid, by who casts. */
export const valid = (body: Body, mode: Mode): Cite => {
  if (body === 'villagers') return VALID.villagers
  const quote = {
    persons: '有选民的过半数参加投票，选举有效',
    households: '有户的代表的过半数参加投票，选举有效',
    representatives: '有超过三分之二的居民代表参加投票，选举有效',
  } as const
  return cite('residents-committees-2025', '第十九条', quote[mode])
}
export const ELECTED = both(
  ['第十九条', '候选人获得参加投票的人员过半数的选票，始得当选'],
  ['第十八条', '候选人获得参加投票的村民过半数的选票，始得当选'],
)
export const RUNOFF = both(
  ['第十九条', '候选人以得票多的当选，但是所得票数不得少于已投选票总数的三分之一'],
  ['第十八条', '候选人以得票多的当选，但是所得票数不得少于已投选票总数的三分之一'],
)
export const SECRET = both(
  ['第十九条', '选举实行无记名投票、公开计票的方法，选举结果应当当场公布'],
  ['第十八条', '选举实行无记名投票、公开计票的方法，选举结果应当当场公布'],
)
export const BOOTH = both(['第十九条', '选举时，应当设立秘密写票处'], ['第十八条', '选举时，应当设立秘密写票处'])
export const PROXY = both(
  ['第十九条', '每一选民接受的委托不得超过三人。候选人不得接受委托投票'],
  ['第十八条', '每一村民接受委托不得超过三人。候选人不得接受委托投票'],
)
export const PROXY_LIST = both(
  ['第十九条', '居民选举委员会应当公布委托人和受托人的名单'],
  ['第十八条', '村民选举委员会应当公布委托人和受委托人的名单'],
)
export const NO_PROXY = cite('residents-committees-2025', '第十九条', '采取居民代表选举方式的，不实行委托投票')
export const UNLAWFUL = both(
  ['第二十二条', '由街道办事处或者不设区的市、市辖区的人民政府负责调查并依法处理'],
  ['第二十一条', '由乡级或者县级人民政府负责调查并依法处理'],
)
export const HANDOVER = both(
  ['第二十五条', '居民委员会应当自新一届居民委员会产生之日起十日内完成工作移交'],
  ['第二十四条', '村民委员会应当自新一届村民委员会产生之日起十日内完成工作移交'],
)

export const PAPER_ONLY = localDefault(
  'Z-13',
  '两部组织法没有规定委员会换届可以在线投票，本系统不提供在线投票，只录入纸质计票结果',
)
export const WOMANS_SEAT = localDefault('C-003', '专设女委员名额，只由妇女参选，保证成员中有妇女')
export const CANDIDATES_EARLY = localDefault('C-065', '正式候选人在选举日若干天前公布')
export const ONE_NOMINATOR = localDefault('C-045', '村民提名推荐的人数，法律没有规定，按一名以上')
export const REVIEW = localDefault('C-068', '资格审查只认定法定的四种情形，作出不予通过前听取本人意见')
export const APPEAL = localDefault('C-068', '审查不通过的，本人三日内可以申诉，由镇街复核')
export const TWO_PEOPLE = localDefault('C-198', '计票结果由两人分别录入，一致才算数')
export const COUNTED = localDefault('C-065', '票数相符：无效票不超过收回票，每张选票所选人数不超过应选名额')
export const MORE_RETURNED = localDefault('C-065', '收回的票多于发出的，选举无效，重新投票')
export const RUNOFF_DAYS = localDefault('C-065', '另行选举在结果公布后三十日内举行')
export const POSTING = localDefault('C-029', '选举结果公布的天数，比照居（村）务公开的十五日')
export const ORDER_OF_DAYS = localDefault('C-065', '各步依次进行，日期不早于上一步，也不晚于登记当天')
export const POSTPONED = localDefault('C-065', '推迟选举日须公告，只能往后推')
export const TAKEN_BACK = localDefault('C-106', '投票以前可以中止，理由公开，记录保留')
export const ENOUGH = localDefault('C-014', '另行选举后仍有缺额，成员不少于法定下限且有妇女的，先行就任')
export const ON_LIST = localDefault('C-009', '候选人和受托人都在选民名单上')

/** The rule of this committee's own act. */
export const of = (body: Body, rule: OfBoth): Cite => rule[body]

const PAIRS: readonly OfBoth[] = [LIST, OBJECT, ANSWER, NOMINATION, PROXY, HANDOVER, TERM, VOTERS, SIZE]

/** A rule value's source, of the act of this committee: values are written once where both acts have the same. */
export const forBody = (body: Body, basis: Basis): Basis =>
  PAIRS.find(({ residents }) => residents === basis)?.[body] ?? basis
