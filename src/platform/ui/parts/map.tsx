import type { ReactNode } from 'react'
import type { OutlineProps } from './outline.tsx'
import { Outline } from './outline.tsx'

export type MapWithListProps = OutlineProps & {
  /** The same in words: a List or a DataTable. Everything the map shows is in it. */
  readonly children: ReactNode
  /** Where the outlines come from, and the number of the map's approval where it has one. */
  readonly source?: string
}

/** A map never stands alone: the list beside it says the same. */
export const MapWithList = ({ children, source, ...outline }: MapWithListProps) => (
  <div className="map-list">
    <figure>
      <Outline {...outline} />
      {source !== undefined && <figcaption className="why">{source}</figcaption>}
    </figure>
    <div>{children}</div>
  </div>
)
