import { useAround, useT } from '../../../platform/ui/context.tsx'
import { Shell } from '../../../platform/ui/parts/shell.tsx'

const POINTS = ['elder', 'keys', 'reader', 'contrast', 'script', 'print'] as const

/** What everybody can count on, what does not work well yet, and whom to tell. */
export const Accessibility = () => {
  const t = useT('home')
  const { phone } = useAround()
  return (
    <Shell>
      <h1>{t('accessibility.title')}</h1>
      <p>{t('accessibility.intro')}</p>
      <ul className="plain-list">
        {POINTS.map(point => (
          <li key={point}>{t(`accessibility.points.${point}`)}</li>
        ))}
      </ul>
      <h2>{t('accessibility.limitsTitle')}</h2>
      <p>{t('accessibility.limits')}</p>
      <h2>{t('accessibility.otherTitle')}</h2>
      <p>{t('accessibility.other', { phone })}</p>
      <h2 id="mistake">{t('accessibility.mistakeTitle')}</h2>
      <p>{t('accessibility.mistake')}</p>
      <p>
        <a href={`tel:${phone}`}>{t('accessibility.call', { phone })}</a>
      </p>
    </Shell>
  )
}
