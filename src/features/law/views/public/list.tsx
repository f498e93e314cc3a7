import { useT } from '../../../../platform/ui/context.tsx'
import { Chip } from '../../../../platform/ui/parts/chip.tsx'
import { List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'

export type LawLine = {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly issuer: string
  readonly from: string
  readonly confidence: string
  readonly binds: boolean
}

/** What binds here first, then what was only a model. */
export const LawList = ({ lines }: { readonly lines: readonly LawLine[] }) => {
  const t = useT('law')
  const rows = (binds: boolean) =>
    lines
      .filter(line => line.binds === binds)
      .map(line => (
        <ListRow
          key={line.id}
          href={`/open/law/${line.id}`}
          title={line.title}
          chips={<Chip>{t(`kind.${line.kind}`)}</Chip>}
          meta={t('list.line', { issuer: line.issuer, from: line.from })}
        />
      ))
  return (
    <Shell tab="/open/work-orders">
      <h1>{t('list.title')}</h1>
      <p>{t('list.what')}</p>
      <h2>{t('list.binds')}</h2>
      <List>{rows(true)}</List>
      <h2>{t('list.models')}</h2>
      <p className="why">{t('list.modelsWhy')}</p>
      <List>{rows(false)}</List>
    </Shell>
  )
}
