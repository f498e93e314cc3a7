import { useAround, useFormat, useNow, useT } from '../context.tsx'

/** Head of a printed page: whose it is, where it stands on the web, when it was printed. Not seen on a screen. */
export const PrintHead = ({ title }: { readonly title: string }) => {
  const around = useAround()
  const format = useFormat()
  const now = useNow()
  const t = useT()
  return (
    <header className="print-head">
      <b>{title}</b>
      <span>
        {t('print.head', { city: around.city.name, path: around.path, at: `${format.date(now)} ${format.time(now)}` })}
      </span>
    </header>
  )
}

/** Asks the browser to print; without script the browser's own menu does it. */
export const PrintButton = () => {
  const t = useT()
  return (
    <button type="button" className="button plain" data-print hidden>
      {t('print.print')}
    </button>
  )
}
