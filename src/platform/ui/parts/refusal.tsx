import type { ReactNode } from 'react'
import type { Said } from '../../http/types.ts'
import type { BasisItem } from './basis.tsx'
import { Basis } from './basis.tsx'

type SaidBasis = NonNullable<Said['basis']>

/** The rule behind a refusal, as the part that shows rules wants it. */
export const basisOf = (basis: SaidBasis): BasisItem =>
  basis.kind === 'cite'
    ? { kind: 'cite', title: basis.title, article: basis.article, quote: basis.quote }
    : { kind: 'local', note: basis.note }

/** Why something cannot be done, the rule, and what can be done instead, in the place where the finger is. */
export const RefusalNotice = ({ said, children }: { readonly said: readonly Said[]; readonly children?: ReactNode }) =>
  said.length === 0 ? null : (
    <div className="refusals" role="alert">
      {said.map(one => (
        <div key={one.tag + (one.pointer ?? '')} className="refusal">
          <h2>{one.title}</h2>
          <p>{one.detail}</p>
          <p>
            <b>{one.next}</b>
          </p>
          {one.basis !== undefined && <Basis items={[basisOf(one.basis)]} />}
        </div>
      ))}
      {children}
    </div>
  )
