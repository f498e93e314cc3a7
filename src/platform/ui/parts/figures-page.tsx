import type { ReactNode } from 'react'
import { useT } from '../context.tsx'
import { FilterBar, type FilterField } from './filter-bar.tsx'
import { PrintHead } from './print.tsx'
import { Shell, type ShellProps } from './shell.tsx'

const YEARS = 5

/** Lines of whole numbers, and where there are several their sum below them. @param blank the line of the sum, without its numbers */
export const withSum = <Key extends string, Line extends Readonly<Record<Key, number>>>(
  lines: readonly Line[],
  keys: readonly Key[],
  blank: Omit<Line, Key>,
): readonly Line[] => (lines.length > 1 ? [...lines, sumOf(lines, keys, blank)] : lines)

/** The sum of lines of whole numbers. */
export const sumOf = <Key extends string, Line extends Readonly<Record<Key, number>>>(
  lines: readonly Line[],
  keys: readonly Key[],
  blank: Omit<Line, Key>,
): Line => {
  const sums = keys.map(key => [key, lines.reduce((sum, line) => sum + line[key], 0)] as const)
  return { ...blank, ...Object.fromEntries(sums) } as Line
}

/**
 * The year of what is counted; nothing chosen is this year.
 * @param space namespace of the slice's messages, which has `pages.figures`
 */
export const useYearField = (space: string, year: number, thisYear: number): FilterField => {
  const t = useT(space)
  return {
    kind: 'select',
    name: 'year',
    label: t('pages.figures.year'),
    value: String(year),
    all: t('pages.figures.this'),
    options: Array.from({ length: YEARS }, (_, back) => String(thisYear - back)).map(value => ({
      value,
      label: value,
    })),
  }
}

/**
 * Public figures: what they are, what they are narrowed by, the figures, and how they are counted.
 * @param space namespace of the slice's messages, which has `pages.figures`
 */
export const FiguresPage = ({
  space,
  tab,
  back,
  path,
  fields,
  children,
}: Pick<ShellProps, 'tab' | 'back'> & {
  readonly space: string
  readonly path: string
  readonly fields: readonly FilterField[]
  readonly children: ReactNode
}) => {
  const t = useT(space)
  const title = t('pages.figures.title')
  return (
    <Shell width="wide" {...(tab && { tab })} {...(back && { back })} meta={{ ColumnName: title }}>
      <PrintHead title={title} />
      <h1>{title}</h1>
      <p className="lead">{t('pages.figures.lead')}</p>
      <FilterBar action={path} fields={fields} />
      {children}
      <p className="why">{t('pages.figures.how')}</p>
    </Shell>
  )
}
