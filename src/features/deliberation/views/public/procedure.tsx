import { useT } from '../../../../platform/ui/context.tsx'
import { Basis, type BasisItem } from '../../../../platform/ui/parts/basis.tsx'
import type { Option } from '../../../../platform/ui/parts/field.tsx'
import { FilterBar } from '../../../../platform/ui/parts/filter-bar.tsx'
import { Facts } from '../../../../platform/ui/parts/list.tsx'
import { ProcedurePage, type ProcedureProps } from '../../../../platform/ui/parts/procedure-page.tsx'

export type DeliberationProcedureProps = ProcedureProps & {
  readonly town: string
  readonly towns: readonly Option[]
  /** The named places of the “116” method, with what the chosen town has written there. */
  readonly slots: readonly { readonly slot: string; readonly text: string }[]
  /** What the chosen town has written as its rules. */
  readonly rules: readonly { readonly part: string; readonly text: string }[]
  readonly slotsBasis: readonly BasisItem[]
  readonly matters: readonly { readonly id: string; readonly theme: string; readonly text: string }[]
}

const PATH = '/open/procedures/deliberation'

/** How a place deliberates, read off the very definition the program runs; and what a town has set for itself. */
export const DeliberationProcedure = (props: DeliberationProcedureProps) => {
  const t = useT('deliberation')
  const { version, procedure, limits, town, towns } = props
  return (
    <ProcedurePage
      {...{ version, procedure, limits }}
      space="deliberation"
      tab="/open/work-orders"
      back={{ href: '/open/deliberations', label: t('pages.list.title') }}
      law="/open/law"
      what={t('pages.procedure.what')}
    >
      <section id="town">
        <h2>{t('pages.procedure.town')}</h2>
        <FilterBar
          action={PATH}
          fields={[{ kind: 'select', name: 'town', label: t('pages.list.town'), value: town, options: towns }]}
        />
        <Matters {...props} />
        {props.rules.length > 0 && (
          <>
            <h3>{t('body.rules')}</h3>
            <Facts items={props.rules.map(({ part, text }) => ({ term: t(`rulePart.${part}`), value: text }))} />
          </>
        )}
        <Method116 {...props} />
      </section>
    </ProcedurePage>
  )
}

const Matters = ({ town, matters }: DeliberationProcedureProps) => {
  const t = useT('deliberation')
  return (
    <>
      <h3>{t('pages.procedure.matters')}</h3>
      {matters.length === 0 ? (
        <p className="meta">{t(town === '' ? 'pages.procedure.choose' : 'pages.procedure.noMatters')}</p>
      ) : (
        <ul className="plain-list">
          {matters.map(({ id, theme, text }) => (
            <li key={id}>
              <b>{t(`theme.${theme}`)}</b> {text}
            </li>
          ))}
        </ul>
      )}
      <p className="why">{t('pages.procedure.outside')}</p>
    </>
  )
}

const Method116 = ({ slots, slotsBasis }: DeliberationProcedureProps) => {
  const t = useT('deliberation')
  return (
    <>
      <h3>{t('pages.procedure.method')}</h3>
      <p className="why">{t('pages.procedure.nameOnly')}</p>
      <Facts
        items={slots.map(({ slot, text }) => ({
          term: t(`slot.${slot}`),
          value: text === '' ? t('pages.procedure.empty') : text,
        }))}
      />
      <Basis items={slotsBasis} />
      <p className="why">{t('pages.procedure.award')}</p>
      <p className="why">{t('pages.procedure.record')}</p>
    </>
  )
}
