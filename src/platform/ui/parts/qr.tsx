import type { Qr } from '../qr.ts'

const QUIET = 4

/** A QR code, drawn without image or style, with the quiet margin that readers need. */
export const QrCode = ({ qr, label }: { readonly qr: Qr; readonly label: string }) => (
  <svg
    className="qr"
    viewBox={`${-QUIET} ${-QUIET} ${qr.size + 2 * QUIET} ${qr.size + 2 * QUIET}`}
    role="img"
    aria-label={label}
    shapeRendering="crispEdges"
  >
    <rect x={-QUIET} y={-QUIET} width={qr.size + 2 * QUIET} height={qr.size + 2 * QUIET} className="qr-paper" />
    <path d={qr.path} className="qr-ink" />
  </svg>
)
