import { useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownBudget } from '../../shown.ts'
import { ReportTable, YearTable } from './year.tsx'

export type PlaceProps = {
  /** Town and place. */
  readonly name: string
  readonly budgets: readonly (Omit<ShownBudget, 'may'> & {
    /** Where every journal entry of this budget can be taken away. */
    readonly bundle: string
  })[]
  readonly basis: readonly BasisItem[]
}

/** The two budgets of a village or community as everybody may see them: year by year, and quarters as published. */
export const Place = ({ name, budgets, basis }: PlaceProps) => {
  const t = useT('community-budget')
  const title = t('pages.place.title', { name })
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: '/open/community-budgets', label: t('pages.list.title') }}
      tools={
        <span className="wide-only">
          <PrintButton />
        </span>
      }
      meta={{ ColumnName: t('pages.list.title'), ArticleTitle: title, ContentSource: name }}
    >
      <PrintHead title={title} />
      <h1>{title}</h1>
      <p className="lead">{t('pages.place.lead')}</p>
      {budgets.map(({ id, kind, owed, years, reports }) => (
        <section key={id}>
          <h2>{t(`kind.${kind}`)}</h2>
          {owed !== null && (
            <p className="chips">
              <Chip tone="warn">{t('pages.owed', owed)}</Chip>
            </p>
          )}
          <YearTable years={years} />
          <ReportTable reports={reports} />
        </section>
      ))}
      <Basis items={basis} />
      <DoNotTrustUs
        actions={budgets.map(({ id, kind, bundle }) => (
          <LinkButton key={id} href={bundle} tone="primary" download>
            {t('pages.place.bundle', { kind: t(`kind.${kind}`) })}
          </LinkButton>
        ))}
      >
        {t('pages.place.proves')}
      </DoNotTrustUs>
    </Shell>
  )
}
