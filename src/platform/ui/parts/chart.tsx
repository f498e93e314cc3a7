import { useFormat, useT } from '../context.tsx'
import { DataTable } from './data-table.tsx'

export type ChartPoint = { readonly label: string; readonly value: number; readonly note?: string }

export type ChartProps = {
  readonly title: string
  readonly kind: 'bars' | 'line'
  readonly unit: string
  /** What the labels are: `月份`, `镇街`. */
  readonly axis: string
  readonly points: readonly ChartPoint[]
  /** A limit or an aim, drawn as a line across and said in words. */
  readonly standard?: { readonly label: string; readonly value: number }
  /** As of when and from where, in words. */
  readonly source?: string
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [360, 190, 6, 26, 18]

/** The next round number above, so that the scale can be read. */
export const niceTop = (value: number): number => {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find(step => step * power >= value) ?? 10) * power
}

/** Bars across the page: labels keep their room on a phone, and the number stands at the end of its bar. */
const Bars = ({ points, top }: { readonly points: readonly ChartPoint[]; readonly top: number }) => {
  const { number } = useFormat()
  return (
    <div className="bars" aria-hidden="true">
      {points.map(point => (
        <div key={point.label}>
          <span>{point.label}</span>
          <svg width="100%" height="14" aria-hidden="true" focusable="false">
            <rect width={`${Math.round((point.value * 1000) / top) / 10}%`} height="14" className="fill accent" />
          </svg>
          <b>{number(point.value)}</b>
        </div>
      ))}
    </div>
  )
}

const Line = ({ points, top, standard }: Pick<ChartProps, 'points' | 'standard'> & { readonly top: number }) => {
  const { number } = useFormat()
  const x = (index: number): number =>
    LEFT + (points.length < 2 ? 0 : Math.round((index * (WIDTH - LEFT - 48)) / (points.length - 1)))
  const y = (value: number): number => Math.round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top))
  const every = Math.ceil(points.length / 5)
  const last = points.at(-1)
  return (
    <svg className="line-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {[0, top / 2, top].map(value => (
        <g key={value}>
          <line x1={LEFT} x2={WIDTH - 40} y1={y(value)} y2={y(value)} className="grid" />
          <text x={WIDTH - 4} y={y(value) + 4} textAnchor="end" className="tick-label">
            {number(value)}
          </text>
        </g>
      ))}
      {standard !== undefined && (
        <line x1={LEFT} x2={WIDTH - 40} y1={y(standard.value)} y2={y(standard.value)} className="standard" />
      )}
      <polyline points={points.map((point, index) => `${x(index)},${y(point.value)}`).join(' ')} className="line" />
      {points.map((point, index) => (
        <circle
          key={point.label}
          cx={x(index)}
          cy={y(point.value)}
          r={index === points.length - 1 ? 5 : 3}
          className="dot"
        />
      ))}
      {points.map((point, index) =>
        index % every === 0 ? (
          <text
            key={point.label}
            x={x(index)}
            y={HEIGHT - 8}
            textAnchor={index === 0 ? 'start' : 'middle'}
            className="tick-label"
          >
            {point.label}
          </text>
        ) : null,
      )}
      {last !== undefined && (
        <text x={x(points.length - 1)} y={y(last.value) - 10} textAnchor="end" className="last">
          {number(last.value)}
        </text>
      )}
    </svg>
  )
}

/** A chart and its table: the picture is for the eye, the table says the same to everybody. */
export const Chart = ({ title, kind, unit, axis, points, standard, source }: ChartProps) => {
  const t = useT()
  const { number } = useFormat()
  const top = niceTop(Math.max(...points.map(point => point.value), standard?.value ?? 0))
  return (
    <figure className="chart">
      <figcaption>
        <b>{title}</b> <small>{unit}</small>
        {standard !== undefined && (
          <small className="standard-label">
            {t('chart.standard', { label: standard.label, value: number(standard.value) })}
          </small>
        )}
      </figcaption>
      {kind === 'bars' ? (
        <Bars points={points} top={top} />
      ) : (
        <Line points={points} top={top} {...(standard === undefined ? {} : { standard })} />
      )}
      <details>
        <summary>{t('chart.table')}</summary>
        <DataTable
          caption={title}
          rows={points}
          rowKey={point => point.label}
          columns={[
            { key: 'label', head: axis, names: true, cell: point => point.label },
            { key: 'value', head: unit, figures: true, cell: point => number(point.value) },
            ...(points.some(point => point.note !== undefined)
              ? [{ key: 'note', head: t('chart.note'), cell: (point: ChartPoint) => point.note ?? '' }]
              : []),
          ]}
        />
      </details>
      {source !== undefined && <p className="why">{source}</p>}
    </figure>
  )
}
