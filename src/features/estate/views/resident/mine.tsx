import { useFormat, useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { Actions, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty, Facts, List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import type { ShownLine } from '../../shown.ts'
import type { ShownBodies } from '../../shown-bodies.ts'
import type { EstateUnit } from '../../store/units.ts'
import { Dues } from '../public/bodies.tsx'
import { m2, Standing } from '../public/list.tsx'

type Mine = {
  readonly estate: ShownLine
  readonly units: readonly EstateUnit[]
  readonly term: ShownBodies['terms'][number] | null
  readonly dues: ShownBodies['dues']
}

export type MyEstatesProps = { readonly estates: readonly Mine[]; readonly level: string }

/** What is mine, in which estate, and who its committee is. */
export const MyEstates = ({ estates, level }: MyEstatesProps) => {
  const t = useT('estate')
  const verified = level === 'L2' || level === 'L3'
  return (
    <Shell tab="/my/reports">
      <h1>{t('pages.mine.title')}</h1>
      {estates.length === 0 ? (
        <Empty title={t(verified ? 'pages.mine.none' : 'pages.mine.verify')}>
          {!verified && (
            <LinkButton tone="primary" href="/me/account">
              {t('pages.mine.toVerify')}
            </LinkButton>
          )}
        </Empty>
      ) : (
        estates.map(mine => <One key={mine.estate.id} mine={mine} />)
      )}
      <Actions>
        <LinkButton href="/open/estates">{t('pages.mine.others')}</LinkButton>
      </Actions>
    </Shell>
  )
}

const One = ({ mine: { estate, units, term, dues } }: { readonly mine: Mine }) => {
  const t = useT('estate')
  const { date } = useFormat()
  const serving = term?.members.filter(({ to }) => to === null) ?? []
  return (
    <section>
      <h2>{estate.name}</h2>
      <p className="chips">
        <Standing estate={estate} />
      </p>
      <List>
        {units.map(unit => (
          <ListRow
            key={unit.id}
            title={unit.code}
            chips={
              <>
                <Chip>{t(`kind.${unit.kind}`)}</Chip>
                {unit.developer && <Chip tone="warn">{t('pages.mine.notHanded')}</Chip>}
              </>
            }
            meta={[
              t('pages.area', { area: m2(unit.areaDm2) }),
              unit.owners.length > 1 ? t('pages.mine.together') : '',
              t(unit.counted ? 'pages.mine.counted' : 'pages.mine.notCounted'),
            ]
              .filter(part => part !== '')
              .join(' · ')}
          />
        ))}
      </List>
      <Facts
        items={[
          { term: t('field.community'), value: estate.areaName },
          {
            term: t('pages.estate.committee'),
            value:
              serving.length === 0
                ? t('pages.estate.noCommittee')
                : serving.map(({ name, office }) => `${name}（${t(`office.${office}`)}）`).join('、'),
          },
          ...(term === null
            ? []
            : [{ term: t('term.years'), value: t('term.span', { from: date(term.from), to: date(term.to) }) }]),
        ]}
      />
      <Dues items={dues.filter(({ state }) => state === 'overdue')} />
      <Actions>
        <LinkButton href={`/open/estates/${estate.id}`}>{t('pages.mine.more', { name: estate.name })}</LinkButton>
      </Actions>
      <p className="why">{t('pages.mine.wrong')}</p>
    </section>
  )
}
