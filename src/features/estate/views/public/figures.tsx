import { useT } from '../../../../platform/ui/context.tsx'
import { DataTable } from '../../../../platform/ui/parts/data-table.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FiguresPage, withSum } from '../../../../platform/ui/parts/figures-page.tsx'
import type { CrossFigures } from '../../store/figures.ts'

type Line = CrossFigures & { readonly name: string }

export type EstateFiguresProps = {
  readonly town: string
  readonly lines: readonly Line[]
  readonly towns: readonly Option[]
}

const NUMBERS = [
  'estates',
  'assemblies',
  'committees',
  'members',
  'withCross',
  'residentsCommittee',
  'residentsRepresentative',
  'partyBranch',
  'propertyParty',
] as const

/** 交叉任职: how many members of owners' committees serve in other bodies of the community as well. */
export const EstateFigures = ({ town, lines, towns }: EstateFiguresProps) => {
  const t = useT('estate')
  const share = (part: number, whole: number): string =>
    whole === 0 ? '—' : t('pages.figures.share', { part, whole, percent: Math.round((part * 1000) / whole) / 10 })
  const rows = withSum(lines, NUMBERS, { area: '', name: t('pages.figures.sum') })
  return (
    <FiguresPage
      space="estate"
      tab="/open/work-orders"
      back={{ href: '/open/estates', label: t('pages.list.title') }}
      path="/open/estate-figures"
      fields={[{ kind: 'select', name: 'town', label: t('pages.list.town'), value: town, options: towns }]}
    >
      <DataTable
        caption={t('pages.figures.caption')}
        rows={rows}
        rowKey={line => line.area}
        stack
        empty={t('pages.list.none')}
        columns={[
          { key: 'name', head: t('pages.figures.place'), names: true, cell: line => line.name },
          {
            key: 'assemblies',
            head: t('pages.figures.assemblies'),
            figures: true,
            cell: line => share(line.assemblies, line.estates),
          },
          {
            key: 'committees',
            head: t('pages.figures.committees'),
            figures: true,
            cell: line => share(line.committees, line.estates),
          },
          {
            key: 'withCross',
            head: t('pages.figures.withCross'),
            figures: true,
            cell: line => share(line.withCross, line.committees),
          },
          {
            key: 'residentsCommittee',
            head: t('post.residents-committee'),
            figures: true,
            cell: line => share(line.residentsCommittee, line.members),
          },
          {
            key: 'residentsRepresentative',
            head: t('post.residents-representative'),
            figures: true,
            cell: line => share(line.residentsRepresentative, line.members),
          },
          {
            key: 'partyBranch',
            head: t('post.party-branch'),
            figures: true,
            cell: line => share(line.partyBranch, line.members),
          },
          {
            key: 'propertyParty',
            head: t('post.property-party'),
            figures: true,
            cell: line => share(line.propertyParty, line.members),
          },
        ]}
      />
    </FiguresPage>
  )
}
