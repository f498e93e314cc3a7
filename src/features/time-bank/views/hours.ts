import { useT } from '../../../platform/ui/context.tsx'

/** Minutes as hours and minutes; what went out with a minus. */
export const useHours = (): ((minutes: number) => string) => {
  const t = useT('time-bank')
  return minutes => {
    const size = Math.abs(minutes)
    return `${minutes < 0 ? '−' : ''}${t('hours', { hours: Math.floor(size / 60), minutes: size % 60 })}`
  }
}
