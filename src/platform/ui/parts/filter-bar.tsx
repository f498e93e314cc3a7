import { useHref, useT } from '../context.tsx'
import type { Option } from './field.tsx'

export type FilterField =
  | {
      readonly kind: 'select'
      readonly name: string
      readonly label: string
      readonly options: readonly Option[]
      readonly value?: string
      readonly all?: string
    }
  | {
      readonly kind: 'search' | 'date' | 'month'
      readonly name: string
      readonly label: string
      readonly value?: string
    }

export type FilterBarProps = {
  readonly action: string
  readonly fields: readonly FilterField[]
  /** Offered once something is chosen. */
  readonly clearHref?: string
}

/** What a list shows, chosen by a GET form: the address keeps it, so it can be shared and gone back to. */
export const FilterBar = ({ action, fields, clearHref }: FilterBarProps) => {
  const t = useT()
  const href = useHref()
  const chosen = fields.some(field => (field.value ?? '') !== '')
  return (
    <search>
      <form className="filters" method="get" action={href(action)}>
        {fields.map(field => (
          <div key={field.name} className={`filter ${field.kind}`}>
            <label htmlFor={`filter-${field.name}`}>{field.label}</label>
            {field.kind === 'select' ? (
              <select id={`filter-${field.name}`} name={field.name} defaultValue={field.value ?? ''}>
                <option value="">{field.all ?? t('filter.all')}</option>
                {field.options.map(option => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </select>
            ) : (
              <input id={`filter-${field.name}`} name={field.name} type={field.kind} defaultValue={field.value ?? ''} />
            )}
          </div>
        ))}
        <button type="submit" className="button plain">
          {t('filter.apply')}
        </button>
        {chosen && clearHref !== undefined && <a href={href(clearHref)}>{t('filter.clear')}</a>}
      </form>
    </search>
  )
}
