import { useHref } from '../context.tsx'

export type Ring = readonly (readonly [lng: number, lat: number])[]

/** An area as rings of longitude and latitude, in one coordinate system with every other shape and pin of the map. */
export type Shape = {
  readonly code: string
  readonly name: string
  readonly rings: readonly Ring[]
  /** 0 to 4: how dark the area is drawn. The list beside the map says the number. */
  readonly shade?: 0 | 1 | 2 | 3 | 4
  readonly href?: string
}

type Geometry = { readonly type: string; readonly coordinates?: unknown }

/** Rings of a GeoJSON geometry: Polygon or MultiPolygon, outer rings and holes alike; others have none. */
export const ringsOf = ({ type, coordinates }: Geometry): readonly Ring[] => {
  if (type === 'Polygon') return coordinates as readonly Ring[]
  if (type === 'MultiPolygon') return (coordinates as readonly (readonly Ring[])[]).flat()
  return []
}

export type Frame = {
  readonly west: number
  readonly north: number
  readonly width: number
  readonly height: number
  readonly squeeze: number
}

const SIZE = 1000

/** The box around all points. A degree of longitude is shorter than one of latitude by the cosine of the latitude. */
export const frameOf = (points: Ring): Frame => {
  const lngs = points.map(([lng]) => lng)
  const lats = points.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const squeeze = Math.cos((((north + south) / 2) * Math.PI) / 180)
  return { west, north, width: (east - west) * squeeze || 1, height: north - south || 1, squeeze }
}

/** A point of the earth on the drawing, which is SIZE units wide. */
export const place = (
  { west, north, width, squeeze }: Frame,
  [lng, lat]: readonly [number, number],
): readonly [number, number] => [
  Math.round(((lng - west) * squeeze * SIZE) / width),
  Math.round(((north - lat) * SIZE) / width),
]

export type OutlineProps = {
  readonly shapes: readonly Shape[]
  readonly label: string
  readonly points?: readonly {
    readonly at: readonly [number, number]
    readonly label: string
    readonly href?: string
  }[]
  readonly pin?: readonly [number, number] | undefined
  /** The script may put the pin where the finger is. */
  readonly pickable?: boolean
}

/** Outlines of areas as lines on paper: no tiles, nothing fetched. Always beside a list that says the same. */
export const Outline = ({ shapes, label, points = [], pin, pickable = false }: OutlineProps) => {
  const href = useHref()
  const all = [...shapes.flatMap(shape => shape.rings.flat()), ...points.map(point => point.at)]
  if (all.length === 0) return null
  const frame = frameOf(all)
  const height = Math.round((frame.height * SIZE) / frame.width)
  const path = (ring: Ring): string => `M${ring.map(point => place(frame, point).join(' ')).join('L')}Z`
  const [x, y] = pin === undefined ? [-99, -99] : place(frame, pin)
  return (
    <svg
      className="outline"
      viewBox={`-10 -10 ${SIZE + 20} ${height + 20}`}
      role={shapes.some(shape => shape.href !== undefined) ? 'group' : 'img'}
      aria-label={label}
      {...(pickable ? { 'data-pick': `${frame.west} ${frame.north} ${frame.width} ${frame.squeeze}` } : {})}
    >
      {shapes.map(shape => {
        const drawn = (
          <path
            key={shape.code}
            d={shape.rings.map(path).join('')}
            className={`area shade-${shape.shade ?? 0}`}
            fillRule="evenodd"
          >
            <title>{shape.name}</title>
          </path>
        )
        return shape.href === undefined ? (
          drawn
        ) : (
          <a key={shape.code} href={href(shape.href)} aria-label={shape.name} tabIndex={-1}>
            {drawn}
          </a>
        )
      })}
      {points.map(point => {
        const [cx, cy] = place(frame, point.at)
        return (
          <circle key={`${cx}-${cy}-${point.label}`} cx={cx} cy={cy} r="12" className="point">
            <title>{point.label}</title>
          </circle>
        )
      })}
      {(pin !== undefined || pickable) && <circle className="pin" cx={x} cy={y} r="16" />}
    </svg>
  )
}
