import { type Instant, isoOf, parseInstant } from '../../kernel/time.ts'
import { translator } from '../../platform/i18n/catalog.ts'
import type { Translate } from '../../platform/i18n/types.ts'
import { pdfOf } from '../../platform/pdf/pdf.ts'
import type { PdfLine } from '../../platform/pdf/pdf-worker.ts'
import type { ShownMotion, ShownVote } from './shown.ts'
import { squareMetres } from './square-metres.ts'

const [TITLE, HEAD, TEXT] = [18, 13, 10.5]
const KEPT_MAX = 20

const minute = (text: string | null): string => {
  const at = text === null ? undefined : parseInstant(text)
  return at === undefined
    ? ''
    : isoOf(at as Instant)
        .slice(0, 16)
        .replace('T', ' ')
}

const text = (words: string): PdfLine => ({ size: TEXT, text: words })
const head = (words: string): PdfLine => ({ size: HEAD, text: `\n${words}` })

const motionLines = (t: Translate, motion: ShownMotion): readonly PdfLine[] => {
  const { result, turnoutNeeded } = motion
  const lines = [
    head(`${motion.no}. ${motion.title}`),
    text(t('pages.motions.itemOnly', { item: t(`item.${motion.item}`) })),
  ]
  if (result === null) return lines
  const row = (what: string, heads: number, areaDm2: number): PdfLine =>
    text(t('report.row', { what, heads, area: squareMetres(areaDm2) }))
  const { heads, areaDm2, assentNeeded } = result
  return [
    ...lines,
    row(t('pages.counts.all'), heads.all, areaDm2.all),
    row(t('pages.counts.present'), heads.present, areaDm2.present),
    ...(turnoutNeeded === null
      ? []
      : [row(t('pages.counts.turnoutNeeded'), turnoutNeeded.heads, turnoutNeeded.areaDm2)]),
    ...(['agree', 'oppose', 'abstain'] as const).map(choice =>
      row(t(`pages.counts.${choice}`), heads[choice], areaDm2[choice]),
    ),
    row(t('pages.counts.assentNeeded'), assentNeeded.heads, assentNeeded.areaDm2),
    text(t('report.result', { result: t(`verdict.${result.result}`) })),
  ]
}

/** 登记表 and 计票报告 of a vote, line by line: what was asked, of whom, on which papers, and what it came to. */
export const reportLines = (t: Translate, vote: ShownVote): readonly PdfLine[] => {
  const { roll, served, turnout } = vote
  return [
    { size: TITLE, text: t('report.title') },
    text(vote.title),
    text([vote.no, vote.estateName, vote.areaName, vote.scope].join('  ')),
    text(t('report.state', { step: t(`step.${vote.step}`) })),
    ...(vote.opens === null
      ? []
      : [text(t('pages.vote.window', { opens: minute(vote.opens), closes: minute(vote.closes) }))]),
    ...(served.units === 0 ? [] : [text(t('pages.vote.served', served))]),
    ...(roll === null
      ? []
      : [
          text(t('pages.vote.roll', { heads: roll.heads, units: roll.units, area: squareMetres(roll.areaDm2) })),
          text(`${t('pages.roll.hash')} ${roll.hash}`),
          text(t('pages.vote.channels', { online: turnout.heads - turnout.paper, paper: turnout.paper })),
        ]),
    ...vote.refused.map(({ why, count }) => text(t('pages.vote.refused', { count, why: t(`refused.${why}`) }))),
    ...vote.motionList.flatMap(motion => motionLines(t, motion)),
    head(t('report.papers')),
    ...vote.papers.map(({ action, record }) => text(`${t(`action.${action}`)}：${record}`)),
    head(t('report.signed')),
    text(t('report.lines')),
    text(`\n${t('report.check')}`),
  ]
}

/** What is signed and filed is in simplified Chinese, whoever prints it. */
const PRINTED: Translate = (key, values) => translator('zh-Hans')(`owners-vote:${key}`, values)

const kept = new Map<string, Promise<Buffer>>()

/** The report as PDF, the same one made once. */
export const reportPdf = (vote: ShownVote): Promise<Buffer> => {
  const key = `${vote.id} ${vote.version} ${vote.turnout.heads}`
  const made = kept.get(key)
  if (made !== undefined) return made
  const mine = pdfOf({ title: vote.title, lines: reportLines(PRINTED, vote) })
  mine.catch(() => kept.delete(key))
  kept.set(key, mine)
  const [oldest] = kept.keys()
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
  return mine
}
