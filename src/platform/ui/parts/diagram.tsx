import { useT } from '../context.tsx'

export type DiagramProps = {
  readonly spine: readonly { readonly step: string; readonly zh: string }[]
  readonly beside: readonly {
    readonly step: string
    readonly zh: string
    readonly row: number
    readonly end: boolean
  }[]
  readonly arrows: readonly { readonly from: string; readonly to: string; readonly zh: string }[]
}

type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly zh: string
  readonly kind: 'main' | 'end' | 'detour'
}

const [ROW, HEIGHT, MAIN, SIDE] = [86, 42, 118, 84] as const
const [LEFT, MIDDLE, RIGHT] = [2, 121, 274] as const
const WIDTH = 360
const WORDS_MAX = 7

const short = (words: string): string => (words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX)}…` : words)

const boxesOf = ({ spine, beside }: DiagramProps): ReadonlyMap<string, Box> =>
  new Map<string, Box>([
    ...spine.map(({ step, zh }, row) => [step, { x: MIDDLE, y: row * ROW, width: MAIN, zh, kind: 'main' }] as const),
    ...beside.map(
      ({ step, zh, row, end }) =>
        [step, { x: end ? LEFT : RIGHT, y: row * ROW, width: SIDE, zh, kind: end ? 'end' : 'detour' }] as const,
    ),
  ])

/** Arrows that are drawn: down the spine, back up it, and from the spine sideways in one row. All are in the table. */
const Arrow = ({
  from,
  to,
  zh,
  double,
}: {
  readonly from: Box
  readonly to: Box
  readonly zh: string
  readonly double: boolean
}) => {
  const marks = { markerEnd: 'url(#arrow)', ...(double ? { markerStart: 'url(#arrow-back)' } : {}) }
  if (from.kind === 'main' && to.kind === 'main') {
    const x = MIDDLE + MAIN / 2
    if (to.y === from.y + ROW)
      return (
        <g>
          <line x1={x} y1={from.y + HEIGHT} x2={x} y2={to.y - 3} className="arrow" markerEnd="url(#arrow)" />
          <text x={x + 7} y={from.y + HEIGHT + 26} className="verb">
            {short(zh)}
          </text>
        </g>
      )
    return null
  }
  const right = to.kind === 'detour'
  const y = from.y + HEIGHT / 2
  if (to.y !== from.y) return null
  return (
    <line
      x1={right ? MIDDLE + MAIN : MIDDLE}
      y1={y}
      x2={right ? RIGHT - 3 : LEFT + SIDE + 3}
      y2={y}
      className="arrow"
      {...marks}
    />
  )
}

/** The steps and the main ways between them, drawn from the definition itself. */
export const Diagram = (props: DiagramProps) => {
  const t = useT()
  const and = t('procedure.and')
  const boxes = boxesOf(props)
  const height = Math.max(...[...boxes.values()].map(box => box.y)) + HEIGHT + 4
  return (
    <svg
      className="diagram"
      viewBox={`0 -2 ${WIDTH} ${height}`}
      role="img"
      aria-label={t('procedure.diagram', { steps: props.spine.map(({ zh }) => zh).join(and) })}
    >
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" />
        </marker>
        <marker id="arrow-back" viewBox="0 0 8 8" refX="1" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M8 0 0 4 8 8z" />
        </marker>
      </defs>
      {props.arrows.map(arrow => {
        const [from, to] = [boxes.get(arrow.from), boxes.get(arrow.to)]
        if (from === undefined || to === undefined || from.kind !== 'main') return null
        const double = props.arrows.some(other => other.from === arrow.to && other.to === arrow.from)
        return <Arrow key={`${arrow.from}-${arrow.to}`} from={from} to={to} zh={arrow.zh} double={double} />
      })}
      {[...boxes].map(([step, { x, y, width, zh, kind }]) => (
        <g key={step} className={kind}>
          <rect x={x} y={y} width={width} height={HEIGHT} rx="4" />
          <text x={x + width / 2} y={y + HEIGHT / 2 + 6}>
            {zh}
          </text>
        </g>
      ))}
    </svg>
  )
}
