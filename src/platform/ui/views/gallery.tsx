import { useT } from '../context.tsx'
import { examples as charts } from '../parts/chart.examples.tsx'
import { examples as chips } from '../parts/chip.examples.tsx'
import { examples as clocks } from '../parts/clock.examples.tsx'
import type { Examples } from '../parts/example.ts'
import { examples as figures } from '../parts/figure.examples.tsx'
import { examples as forms } from '../parts/form.examples.tsx'
import { examples as lists } from '../parts/list.examples.tsx'
import { examples as notices } from '../parts/notice.examples.tsx'
import { PrintButton, PrintHead } from '../parts/print.tsx'
import { examples as receipts } from '../parts/receipt.examples.tsx'
import { Shell } from '../parts/shell.tsx'
import { examples as tables } from '../parts/table.examples.tsx'
import { examples as timelines } from '../parts/timeline.examples.tsx'

/** Every part with its examples. */
const ALL: Readonly<Record<string, Examples>> = {
  lists,
  clocks,
  timelines,
  notices,
  figures,
  chips,
  forms,
  receipts,
  tables,
  charts,
}

/** One page with all parts, for looking at and for tests. Only in demonstration cities. */
export const Gallery = () => {
  const t = useT()
  return (
    <Shell>
      <PrintHead title={t('gallery.title')} />
      <h1>{t('gallery.title')}</h1>
      <PrintButton />
      {Object.entries(ALL).map(([part, examples]) =>
        Object.entries(examples).map(([name, example]) => (
          <section key={part + name} id={`${part}-${name}`} aria-label={name}>
            <h2>{name}</h2>
            {example}
          </section>
        )),
      )}
    </Shell>
  )
}
