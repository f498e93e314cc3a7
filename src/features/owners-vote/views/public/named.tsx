import { useT } from '../../../../platform/ui/context.tsx'
import { BallotKind } from '../../../../platform/ui/parts/ballot-kind.tsx'

/** 实名表决, on every page of an owners' vote: who voted what is known to the archive, and published by pseudonym alone. */
export const Named = () => {
  const t = useT('owners-vote')
  return <BallotKind kind="named" title={t('kind.title')} why={t('kind.why')} />
}
