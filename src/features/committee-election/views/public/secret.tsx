import { useT } from '../../../../platform/ui/context.tsx'
import { BallotKind } from '../../../../platform/ui/parts/ballot-kind.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'

/** 无记名投票 · 只在纸质选票上投票, on every page of an election. */
export const Secret = ({ basis = [] }: { readonly basis?: readonly BasisItem[] }) => {
  const t = useT('committee-election')
  return (
    <BallotKind kind="secret" title={t('kind.title')} why={t('kind.why')}>
      <Basis items={basis} />
    </BallotKind>
  )
}
