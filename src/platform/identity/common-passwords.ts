/**
 * What passwords that are guessed first are made of. The list is written here, from what people do everywhere: a word
 * or two of those below, a run of keys, a date, the same sign again, and a tail of figures. It grows by rule, not by
 * line: a password is common when nothing is left of it after such pieces are taken out.
 */
const WORDS = (
  'password passwd pass word pwd admin administrator root user test guest demo login welcome hello master super ' +
  'manager system sysadmin default changeme letmein secret private qwerty asdf zxcv abc love iloveyou angel baby ' +
  'princess dragon monkey sunshine football superman batman computer internet server database oracle mysql huawei ' +
  'tencent alibaba baidu weixin wechat taobao china beijing shanghai guangdong guangzhou shenzhen zhongshan foshan ' +
  'dongguan zhuhai shiqi linli shequ jiedao juweihui wangge wangluo zhengfu shizhengfu gongan minzheng rexian ' +
  'woaini woaizhongguo aini zhongguo zhonghua nihao mima denglu guanli guanliyuan yonghu ceshi xitong laopo laogong ' +
  'baobei tiantian wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang ' +
  'xie song tang deng feng han cao peng zeng xiao tian dong yuan pan xiaoming zhangsan lisi wangwu'
).split(' ')

/** Rows of the keyboard and the columns that fingers run down. */
const RUNS = [
  '1234567890',
  '0987654321',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  '!@#$%^&*()',
  '147258369',
  '159357',
  '5201314',
  '1314520',
  '7758521',
  '520530',
  '168168888',
]

/** 1900–2099, with a month and a day or without. */
const DATE = /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?/
const REPEATED = /^(.{1,3})\1+/u
const RUN_MIN = 3
const LOOSE = /^[^\p{L}\p{N}]/u
/** Signs written for letters. */
const SIGNS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

const unsigned = (text: string): string => text.replaceAll(/[@4310!$57]/g, sign => SIGNS[sign] ?? sign)

const BY_FIRST = Map.groupBy(WORDS, word => word.charAt(0))

const runLength = (text: string): number => {
  const lengths = RUNS.map(run => {
    const start = run.indexOf(text.slice(0, RUN_MIN))
    if (start < 0 || text.length < RUN_MIN) return 0
    let length = RUN_MIN
    while (length < text.length && run[start + length] === text[length]) length++
    return length
  })
  return Math.max(...lengths)
}

/** Lengths of the pieces that a text may begin with. */
const pieces = (text: string, plain: string): readonly number[] => {
  const words = (BY_FIRST.get(plain.charAt(0)) ?? []).filter(word => plain.startsWith(word)).map(word => word.length)
  const run = runLength(text)
  const date = DATE.exec(text)?.[0].length ?? 0
  const repeated = REPEATED.exec(text)?.[0].length ?? 0
  const loose = LOOSE.test(text) ? 1 : 0
  return [...new Set([...words, run, date, repeated, loose])].filter(length => length > 0)
}

/**
 * Whether a password is put together from pieces that are tried first. Up to three figures in all may be left over.
 * @param folded NFKC, lower case
 */
export const isMadeOfCommon = (folded: string): boolean => {
  const plain = unsigned(folded)
  // How few figures have to be left over to get to each place.
  const left = new Array<number>(folded.length + 1).fill(Number.POSITIVE_INFINITY)
  left[0] = 0
  for (let at = 0; at < folded.length; at++) {
    const here = left[at] ?? Number.POSITIVE_INFINITY
    if (here > 3) continue
    for (const length of pieces(folded.slice(at), plain.slice(at)))
      left[at + length] = Math.min(left[at + length] ?? Number.POSITIVE_INFINITY, here)
    if (/\d/.test(folded.charAt(at))) left[at + 1] = Math.min(left[at + 1] ?? Number.POSITIVE_INFINITY, here + 1)
  }
  return (left[folded.length] ?? Number.POSITIVE_INFINITY) <= 3
}
