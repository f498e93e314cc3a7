import { useHref, useT } from '../../../../platform/ui/context.tsx'

export type Town = { readonly code: string; readonly name: string; readonly count: number }

export type TileMapProps = {
  readonly columns: number
  readonly rows: number
  readonly tiles: readonly {
    readonly code: string
    readonly name: string
    /** Without what every name ends in. */
    readonly short: string
    readonly col: number
    readonly row: number
  }[]
  readonly towns: readonly Town[]
  readonly chosen: string
  /** Address of a town's orders. */
  readonly hrefOf: (code: string) => string
}

const [SIDE, GAP] = [100, 6]

const shadeOf = (count: number, most: number): number =>
  count === 0 || most === 0 ? 0 : Math.min(4, Math.ceil((count * 4) / most))

/** Towns as tiles of one size, about where they lie: a picture, not a map. The list beside it says the same. */
export const TileMap = ({ columns, rows, tiles, towns, chosen, hrefOf }: TileMapProps) => {
  const t = useT('work-order')
  const href = useHref()
  const counts = new Map(towns.map(({ code, count }) => [code, count]))
  const most = Math.max(0, ...counts.values())
  return (
    <svg className="tile-map" viewBox={`0 0 ${columns * SIDE} ${rows * SIDE}`}>
      <title>{t('pages.open.map')}</title>
      {tiles.map(({ code, short, col, row }) => {
        const count = counts.get(code) ?? 0
        const [x, y] = [col * SIDE + GAP / 2, row * SIDE + GAP / 2]
        return (
          <a key={code} href={href(hrefOf(code))} tabIndex={-1}>
            <rect
              x={x}
              y={y}
              width={SIDE - GAP}
              height={SIDE - GAP}
              rx="4"
              className={`area shade-${shadeOf(count, most)}${code === chosen ? ' chosen' : ''}`}
            />
            <text x={x + (SIDE - GAP) / 2} y={y + 42} className={`on-${shadeOf(count, most)}`}>
              {short}
            </text>
            <text x={x + (SIDE - GAP) / 2} y={y + 70} className={`count on-${shadeOf(count, most)}`}>
              {count}
            </text>
          </a>
        )
      })}
    </svg>
  )
}
