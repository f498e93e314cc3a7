import type { Clause, Source } from '../../../../kernel/cite.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

export type LawSourceProps = { readonly source: Source; readonly binds: boolean; readonly sha256: string }

const ClauseText = ({ clause }: { readonly clause: Clause }) => {
  const t = useT('law')
  const { article, text, paraphrase, correction } = clause
  return (
    <section className="clause">
      <h3 id={article}>{article}</h3>
      {paraphrase === true ? (
        <p>
          <b>{t('source.paraphrase')}</b>
          {text}
        </p>
      ) : (
        <blockquote>{text}</blockquote>
      )}
      {correction !== undefined && (
        <p className="why">
          {t('source.correction', { printed: correction.printed, readAs: correction.readAs, why: correction.why })}
        </p>
      )}
    </section>
  )
}

/** A source: what it is, since when it holds, its clauses word for word, and how sure we are of them. */
export const LawSource = ({ source, binds, sha256 }: LawSourceProps) => {
  const t = useT('law')
  return (
    <Shell tab="/open/work-orders" back={{ href: '/open/law', label: t('list.title') }}>
      <p className="chips">
        <Chip>{t(`kind.${source.kind}`)}</Chip>
        <Chip tone={binds ? 'ok' : 'plain'}>{t(binds ? 'source.bindsHere' : 'source.model')}</Chip>
      </p>
      <h1 className="matter serif">{source.title}</h1>
      <Facts
        items={[
          { term: t('source.issuer'), value: source.issuer },
          ...(source.number === undefined ? [] : [{ term: t('source.number'), value: source.number }]),
          { term: t(source.kind === 'letter' ? 'source.signed' : 'source.from'), value: source.from },
          ...(source.to === undefined ? [] : [{ term: t('source.to'), value: source.to }]),
          { term: t('source.confidence'), value: t(`confidence.${source.confidence}`) },
        ]}
      />
      {!binds && <p className="why after">{t('source.modelWhy')}</p>}
      <h2>{t('source.clauses')}</h2>
      {source.clauses.map(clause => (
        <ClauseText key={clause.article} clause={clause} />
      ))}
      <p className="why after">
        {t('source.sha256')} <code>{sha256}</code>
      </p>
    </Shell>
  )
}
