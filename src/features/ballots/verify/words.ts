import { sources } from '../../../../law/index.ts'
import { CHOICES } from '../../../kernel/ballot/cast.ts'
import { ownersRule } from '../rules/owners.ts'
import { CHECKS, type Check } from './types.ts'
import { dayOf, RESULT, type VoteReport, WORD } from './vote.ts'

const FAULTS_SHOWN = 50
const TEN_THOUSANDTHS = 10_000

const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
/** 0.01 m² as m², exactly. */
const area = (dm2: number): string => `${number(Math.floor(dm2 / 100))}.${String(dm2 % 100).padStart(2, '0')} ㎡`
/** Cut off, never rounded up to a share that was not reached. */
const percent = ([part, whole]: readonly [number, number]): string => {
  const cut = whole === 0 ? 0n : (BigInt(part) * BigInt(TEN_THOUSANDTHS)) / BigInt(whole)
  return `${cut / 100n}.${String(cut % 100n).padStart(2, '0')}%`
}

/** Each source once, with its articles. */
const basis = ({ header }: VoteReport): string => {
  const cites = header.motions.flatMap(({ item }) => ownersRule(item, header.date)?.basis ?? [])
  const titles = new Map(sources.map(({ id, title }) => [id, title]))
  return [...Map.groupBy(cites, ({ source }) => source)]
    .map(([id, own]) => `《${titles.get(id) ?? id}》${[...new Set(own.map(({ article }) => article))].join('、')}`)
    .join(',')
}

/** What each check looked at, with its numbers. */
const looked = (report: VoteReport): Readonly<Record<Check, string>> => {
  const { header, groups, areaDm2, ballots, sealed, motions, stream } = report
  const changes = stream.changes === 0 ? '' : `,开始后变更公告 ${stream.changes} 次`
  const later = stream.later === 0 ? '' : `;${number(stream.later)} 户的票在投票日之后录入(纸质票)`
  return {
    file: '文件: 逐行读完,写法唯一,没有缺行',
    register: `名册: ${number(groups)} 户业主,专有部分面积 ${area(areaDm2)},指纹 ${header.register.slice(0, 16)}…`,
    window: `期间: ${dayOf(header.opens)} 至 ${dayOf(header.closes)},选票的日期都在其中${changes}${later}`,
    once: `一户一票: ${number(ballots)} 户投票,都在名册上,没有重复`,
    proofs: `证明: ${number(sealed)} 张封存的票,每张恰选一项,且只为本次表决、本事项、这户业主有效`,
    sums: `合计: ${motions.length} 项的人数与面积,与封存的票相加一致`,
    result: `结果: ${motions.length} 项按${basis(report)}重算一致`,
    journal: `日志: 本次表决的 ${number(stream.entries)} 条都在签名的日志里,序号不缺;公告、选票、计票与登记的相同`,
  }
}

const motionLines = ({ header, motions }: VoteReport): readonly string[] =>
  motions.flatMap(({ motion, sums, turnout, assent, result }) => {
    const { title = '', item = '' } = header.motions.find(one => one.motion === motion) ?? {}
    const said = CHOICES.map(
      choice => `${WORD[choice]} ${number(sums.heads[choice][0])} 户 ${area(sums.areaDm2[choice][0])}`,
    )
    return [
      `事项 ${motion} ${title}(第 ${item} 项): ${RESULT[result]}`,
      `    ${said.join(';')}`,
      `    参与: 人数 ${percent(turnout.heads)},面积 ${percent(turnout.areaDm2)};同意: 人数 ${percent(assent.heads)},面积 ${percent(assent.areaDm2)}`,
    ]
  })

const refusedLine = ({ refused }: VoteReport): readonly string[] => {
  const some = Object.entries(refused).map(([why, count]) => `${why} ${number(count)}`)
  return some.length === 0 ? [] : [`  不计入的选票: ${some.join(',')}`]
}

/** What was checked, line by line, and every fault with where it is. */
export const voteWords = (report: VoteReport): string => {
  const { header, verified, faults, stream } = report
  const said = looked(report)
  const where = ({ group, motion }: { readonly group?: string; readonly motion?: string }): string =>
    [group === undefined ? '' : ` 业主 ${group}`, motion === undefined ? '' : ` 事项 ${motion}`].join('')
  const lines = CHECKS.flatMap(check => {
    const own = faults.filter(fault => fault.check === check)
    const more = own.length - FAULTS_SHOWN
    return [
      own.length === 0 ? `  ✓ ${said[check]}` : `  ✕ ${said[check].split(':')[0]}: ${number(own.length)} 处不符`,
      ...own.slice(0, FAULTS_SHOWN).map(fault => `      [${fault.problem}]${where(fault)} ${fault.said}`),
      ...(more > 0 ? [`      另有 ${number(more)} 处`] : []),
    ]
  })
  return [
    `${verified ? '✓ 验证通过' : '✕ 验证不通过'}: ${header.title}(${header.scope},表决 ${header.vote},城市 ${header.city})`,
    ...lines,
    ...motionLines(report).map(line => `  ${line}`),
    ...refusedLine(report),
    ...(stream.journal === undefined
      ? []
      : [`  公钥 ${stream.journal.key.text}`, `  指纹 ${stream.journal.key.fingerprint}`]),
    ...(stream.journal?.limits ?? []).map(limit => `  ! ${limit}`),
    '  ! 名册是否与登记簿一致、选票是否出自本人,不是计票能证明的: 业主用回执核对自己的票',
    '',
  ].join('\n')
}
