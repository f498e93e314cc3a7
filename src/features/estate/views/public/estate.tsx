import { useAround, useHref, useT } from '../../../../platform/ui/context.tsx'
import { LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { PrintButton, PrintHead } from '../../../../platform/ui/parts/print.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownLine } from '../../shown.ts'
import type { ShownBodies } from '../../shown-bodies.ts'
import { Course, Dues, Meetings, TermPart } from './bodies.tsx'
import { m2, Standing } from './list.tsx'

export type EstatePageProps = {
  readonly estate: ShownLine
  readonly bodies: ShownBodies
  /** Where every journal entry of this estate can be taken away. */
  readonly bundle: string
}

/** One estate as everybody may see it: how large, assembly, committee, what is due, what was decided. Nothing of owners. */
export const EstatePage = ({ estate, bodies, bundle }: EstatePageProps) => {
  const t = useT('estate')
  const href = useHref()
  const { elder } = useAround()
  const [term, ...earlier] = bodies.terms
  return (
    <Shell
      tab="/open/work-orders"
      back={{ href: '/open/estates', label: t('pages.list.title') }}
      tools={
        <span className="wide-only">
          <PrintButton />
        </span>
      }
      meta={{ ColumnName: t('pages.list.title'), ArticleTitle: estate.name, ContentSource: estate.areaName }}
    >
      <PrintHead title={estate.name} />
      <h1 className="matter serif">{estate.name}</h1>
      <p className="chips">
        <Standing estate={estate} />
      </p>
      <Facts
        items={[
          { term: t('field.community'), value: estate.areaName },
          { term: t('field.units'), value: t('pages.units', { count: estate.units }) },
          { term: t('field.totalArea'), value: t('pages.area', { area: m2(estate.areaDm2) }) },
        ]}
      />
      <p className="why">{t('pages.estate.private')}</p>
      <section>
        <h2>{t('pages.estate.committee')}</h2>
        {term === undefined ? <p>{t('pages.estate.noCommittee')}</p> : <TermPart term={term} />}
      </section>
      {bodies.dues.length > 0 && (
        <section>
          <h2>{t('pages.estate.dues')}</h2>
          <Dues items={bodies.dues} />
        </section>
      )}
      {bodies.meetings.length > 0 && (
        <section>
          <h2>{t('pages.estate.meetings')}</h2>
          <Meetings items={bodies.meetings} />
        </section>
      )}
      {!elder && bodies.facts.length > 0 && (
        <section>
          <h2>{t('pages.estate.course')}</h2>
          <p className="meta">
            <a href={href('/open/procedures/estate-formation')}>{t('pages.procedure.title')}</a>
          </p>
          <Course items={bodies.facts} />
        </section>
      )}
      {!elder && earlier.length > 0 && (
        <section>
          <h2>{t('pages.estate.earlier')}</h2>
          {earlier.map(each => (
            <TermPart key={each.id} term={each} />
          ))}
        </section>
      )}
      <DoNotTrustUs
        actions={
          <LinkButton href={bundle} tone="primary" download>
            {t('pages.estate.bundle')}
          </LinkButton>
        }
      >
        {t('pages.estate.proves')}
      </DoNotTrustUs>
    </Shell>
  )
}
