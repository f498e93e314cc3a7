import { redact } from './redact.ts'

/** What must not become public, and where it stands; what stood there is not repeated. */
export type Leak = {
  readonly kind: 'mobile' | 'id' | 'card' | 'email' | 'home' | 'plate' | 'landline'
  /** UTF-16 offsets in the text given. */
  readonly start: number
  readonly end: number
}

const PROVINCE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]'
const CODE = '[A-HJ-NP-Za-hj-np-zＡ-ＨＪ-ＮＰ-Ｚ]'
const SIGN = '[A-HJ-NP-Za-hj-np-z\\d０-９Ａ-ＨＪ-ＮＰ-Ｚ]'
/** 粤T·12345, 粤TD12345; never letters alone, which are a word. */
const PLATE = new RegExp(
  `${PROVINCE}\\s?${CODE}[\\s·•.\\-－]{0,2}(?=${SIGN}*[\\d０-９])${SIGN}{4,5}(?:${SIGN}|[挂学警港澳])(?!${SIGN})`,
  'gu',
)
/** An office's number may be public; one that is said to be somebody's own may not. */
const LANDLINE =
  /(?<=(?:家里|家庭|住宅|本人|我家|我的|家中|[先女]生|女士|师傅|阿姨|业主|住户|老人)[^。;；\n\d]{0,8}(?:电话|座机|固话|固定电话|号码)[^。;；\n\d]{0,4})[(（]?0\d{2,3}[)）]?[\s\-－—]{0,2}[2-8]\d{6,7}(?!\d)/gu

/**
 * Everything in a text that stops it from being published: what `redact` hides, number plates, and a landline that
 * is said to be a person's.
 */
export const leaksIn = (text: string): readonly Leak[] => {
  const found: Leak[] = [...redact(text).found]
  const add = (kind: Leak['kind'], pattern: RegExp): void => {
    for (const { index, 0: hit } of text.matchAll(pattern))
      if (!found.some(leak => leak.start < index + hit.length && index < leak.end))
        found.push({ kind, start: index, end: index + hit.length })
  }
  add('plate', PLATE)
  add('landline', LANDLINE)
  return found.toSorted((a, b) => a.start - b.start)
}
