import { idCheckCharacter } from '../../src/kernel/codes.ts'

/** A stream of numbers that is the same in every run. */
export type Chance = { readonly below: (n: number) => number; readonly of: <T>(list: readonly T[]) => T }

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    let mixed = state ^ (state >>> 15)
    mixed = Math.imul(mixed, 0x2c1b3c6d) >>> 0
    return ((mixed ^ (mixed >>> 13)) >>> 0) % n
  }
  return {
    below,
    of: list => {
      const one = list[below(list.length)]
      if (one === undefined) throw new Error('nothing to choose from')
      return one
    },
  }
}

const digits = (chance: Chance, count: number): string => Array.from({ length: count }, () => chance.below(10)).join('')
const two = (n: number): string => String(n).padStart(2, '0')

export const phoneOf = (chance: Chance): string => `1${chance.of(['3', '5', '7', '8', '9'])}${digits(chance, 9)}`

export const idOf = (chance: Chance): string => {
  const region = chance.of(['442000', '440106', '110105', '310104', '350102', '510107', '430102', '420106'])
  const birth = `${1940 + chance.below(80)}${two(1 + chance.below(12))}${two(1 + chance.below(28))}`
  const first17 = `${region}${birth}${digits(chance, 3)}`
  return first17 + idCheckCharacter(first17)
}

export const cardOf = (chance: Chance): string => {
  const body = chance.of(['622202', '621700', '622848', '623058', '625912']) + digits(chance, chance.of([9, 12]))
  const sum = [...body].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}

/** Characters that stand in no text of the product, so that a hit is a leak and nothing else. */
const RARE = [...'鑫淼焱垚骉犇羴猋麤毳矗磊晶品轟譶龘靐齉麣']
export const nameOf = (chance: Chance): string =>
  `欧${Array.from({ length: 3 }, () => chance.of(RARE)).join('')}${chance.of(RARE)}`

const ROADS = ['兴文路', '文华路', '中山三路', '桂园街', '民族东路', '学院巷', '起湾道']
const ESTATES = ['桂园小区', '怡景花园', '翠湖苑', '康乐新村', '雅居乐花园', '碧华庭']

/** A home, with its door, in the ways people write one. */
export const homeOf = (chance: Chance): string => {
  const n = (most: number): number => 1 + chance.below(most)
  const room = `${n(29)}${two(n(8))}`
  const [road, estate] = [chance.of(ROADS), chance.of(ESTATES)]
  return chance.of([
    `${estate}${n(30)}栋${n(4)}单元${room}房`,
    `${estate}${n(30)}栋${room}`,
    `${estate}${n(30)}号楼${room}室`,
    `${estate}${chance.of(['A', 'B', 'C', 'D'])}座${room}`,
    `${road}${n(200)}号${n(9)}栋${room}房`,
    `${road}${n(200)}号${n(20)}幢${n(3)}单元${room}室`,
    `${estate}${n(30)}幢${room}号房`,
    `${road}${n(200)}号${room}室`,
    `${estate}${n(20)}-${n(4)}-${room}`,
  ])
}

export const plateOf = (chance: Chance): string => {
  const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ']
  const head = `${chance.of(['粤', '闽', '京', '湘', '桂', '赣'])}${chance.of(letters.slice(0, 18))}`
  return chance.of([
    `${head}${chance.of(letters)}${digits(chance, 4)}`,
    `${head}·${digits(chance, 3)}${chance.of(letters)}${digits(chance, 1)}`,
    `${head}${digits(chance, 5)}`,
    `${head}D${digits(chance, 5)}`,
    `${head} ${digits(chance, 4)}${chance.of(letters)}`,
  ])
}

export const mailOf = (chance: Chance): string =>
  `${chance.of(['zhang.san', 'wang_wei', 'li88', 'chen-m'])}${digits(chance, 2)}@${chance.of(['example.com', 'mail.example.cn'])}`

const WIDE = (text: string): string => text.replaceAll(/\d/g, digit => String.fromCodePoint(Number(digit) + 0xff10))
const SPELT = (text: string): string => text.replaceAll(/\d/g, digit => '零一二三四五六七八九'.charAt(Number(digit)))
const SPOKEN = (text: string): string => text.replaceAll(/\d/g, digit => '零幺二三四五六七八九'.charAt(Number(digit)))
const spaced = (text: string, gap: string): string =>
  text.length === 11
    ? `${text.slice(0, 3)}${gap}${text.slice(3, 7)}${gap}${text.slice(7)}`
    : (text.match(/.{1,4}/g) ?? []).join(gap)

/** Ways people write a number so that it still can be read. */
const WRITINGS: readonly ((text: string) => string)[] = [
  text => text,
  text => text,
  WIDE,
  SPELT,
  SPOKEN,
  text => spaced(text, ' '),
  text => spaced(text, '-'),
  text => spaced(text, '—'),
  text => [...text].join(' '),
  text => `${text.slice(0, 6)} ${text.slice(6)}`,
]

export type Seeded = { readonly kind: string; readonly value: string; readonly text: string }

const BEFORE = ['经核实,诉求人', '现场联系到', '已回复业主', '该户', '投诉人', '2026年9月30日上午,', '(附件)', '']
const AFTER = [',问题已解决。', '反映的情况属实。', ',请继续跟进', '。', ' 已于10月8日整改', '']

const wrap = (chance: Chance, said: string): string => `${chance.of(BEFORE)}${said}${chance.of(AFTER)}`

/** One leak in a sentence of a public reply. */
export const leakOf = (chance: Chance): Seeded => {
  const kind = chance.of(['phone', 'phone', 'id', 'card', 'home', 'plate', 'mail', 'landline'])
  const number = kind === 'phone' ? phoneOf(chance) : kind === 'id' ? idOf(chance) : cardOf(chance)
  switch (kind) {
    case 'phone':
    case 'id':
    case 'card': {
      const word = {
        phone: ['电话', '手机号', '联系方式:', '微信同号'],
        id: ['身份证', '证件号:'],
        card: ['卡号', '账户'],
      }[kind]
      return { kind, value: number, text: wrap(chance, `${chance.of(word)}${chance.of(WRITINGS)(number)}`) }
    }
    case 'home': {
      const value = homeOf(chance)
      return { kind, value, text: wrap(chance, `${chance.of(['家住', '住', '地址:', ''])}${value}`) }
    }
    case 'plate': {
      const value = plateOf(chance)
      return { kind, value, text: wrap(chance, `车牌${value}`) }
    }
    case 'mail': {
      const value = mailOf(chance)
      return { kind, value, text: wrap(chance, `邮箱${value}`) }
    }
    default: {
      const value = `0760-8${digits(chance, 7)}`
      return { kind, value, text: wrap(chance, `${chance.of(['家里电话', '本人固话', '住宅座机'])}${value}`) }
    }
  }
}

/** A clean sentence of the kind that is published, full of numbers that are nobody's. */
export const cleanOf = (chance: Chance): string => {
  const n = (most: number): number => 1 + chance.below(most)
  const day = `2026年${n(12)}月${n(28)}日`
  const road = chance.of(ROADS)
  const estate = chance.of(ESTATES)
  const order = `442000-2026${two(n(12))}${two(n(28))}-${String(n(9999)).padStart(4, '0')}`
  return chance.of([
    `工单${order}已于${day}办结,用时${n(9)}个工作日。`,
    `${order} ${day}受理,${day}派单至石岐街道办事处。`,
    `依据《物业管理条例》第${n(67)}条第${n(5)}款,维修资金分摊比例为${n(99)}.${n(9)}%。`,
    `请拨打12345热线或0760-8${digits(chance, 7)}咨询,工作时间8:30-12:00、14:30-17:30。`,
    `${estate}${n(30)}栋电梯于${day}停运,已联系维保单位,预计${n(72)}小时内恢复。`,
    `${road}${n(200)}号门前井盖缺失,已更换${n(20)}个,费用${n(90000)}.${two(n(99))}元。`,
    `全市${n(28)}个镇街共受理诉求${n(90000)}件,办结${n(90000)}件,满意率${n(99)}.${n(9)}%。`,
    `本次招标编号ZS2026${two(n(12))}-${n(999)},预算金额${n(9000)}万元,公示期${n(10)}日。`,
    `统一社会信用代码91442000MA4UX${digits(chance, 4)}X的企业已列入整改名单。`,
    `小区建筑面积${n(200000)}.${two(n(99))}平方米,${n(3000)}户,其中${n(30)}栋已加装电梯${n(60)}台。`,
    `区划代码442000${two(n(99))}${n(9)}${n(9)}${n(9)}${n(9)}所辖${n(12)}个网格,网格员${n(40)}名。`,
    `${day}${n(23)}时${n(59)}分,${road}路段恢复供水,影响用户约${n(5000)}户。`,
    `文号:中府办〔2026〕${n(300)}号;邮编528400;坐标113.${digits(chance, 6)},22.${digits(chance, 6)}。`,
    `第${n(20)}届居民代表大会应到${n(80)}人,实到${n(80)}人,同意${n(80)}票。`,
    `公交${n(300)}路、${n(90)}路在${road}站临时绕行,${day}起恢复。`,
    `${estate}${n(30)}栋${n(4)}单元楼道灯已更换${n(40)}盏,${n(9)}号楼外墙修补完成。`,
    `河道长度${n(30)}.${n(9)}公里,水质化学需氧量${n(90)}.${n(9)}毫克/升,氨氮${n(9)}.${two(n(99))}。`,
    `国家税务咨询12366,供电95598,报警110,供水抢修0760-8${digits(chance, 7)}。`,
    `合同金额¥${n(900)},${digits(chance, 3)},${digits(chance, 3)}.00元,工期${n(365)}日历天。`,
    `复核编号${day.replaceAll(/\D/g, '')}${digits(chance, 4)},序号${n(9999)}/${n(9999)}。`,
  ])
}
