import { Fragment, type ReactNode } from 'react'
import { useHref, useT } from '../context.tsx'
import type { Option } from './field.tsx'
import { FilterBar, type FilterField } from './filter-bar.tsx'
import { Empty, List } from './list.tsx'
import { Pager } from './pager.tsx'
import { Shell, type ShellProps } from './shell.tsx'

/** What a list was narrowed to, by name of the field; empty where nothing was chosen. */
export type Typed = Readonly<Record<string, string>>

/** A page of a public list, as its route gives it. */
export type OpenListProps<Item, Chosen extends Typed & { readonly town: string }> = {
  readonly items: readonly Item[]
  /** Cursor of the page that follows. */
  readonly next: string | null
  /** This is not the first page. */
  readonly later: boolean
  readonly typed: Chosen
  readonly towns: readonly Option[]
}

/** A way to another page. */
export type Way = { readonly href: string; readonly label: string }

/** The address of a list as it is narrowed now, with something more. */
export const addressOf = (path: string, typed: Typed, more: Typed = {}): string => {
  const query = new URLSearchParams(Object.entries({ ...typed, ...more }).filter(([, value]) => value !== ''))
  return query.size === 0 ? path : `${path}?${query}`
}

/**
 * Rows of a page of a list, and the ways to the next and the first.
 * @param none said when there are no rows
 */
export const PagedList = ({
  path,
  typed = {},
  next,
  later,
  none,
  children,
}: Pick<OpenListProps<never, never>, 'next' | 'later'> & {
  readonly path: string
  readonly typed?: Typed
  readonly none: string
  readonly children: readonly ReactNode[]
}) => (
  <>
    {children.length === 0 ? <Empty title={none} /> : <List>{children}</List>}
    {(next !== null || later) && (
      <Pager
        shown={children.length}
        {...(next === null ? {} : { next: addressOf(path, typed, { cursor: next }) })}
        {...(later ? { first: addressOf(path, typed) } : {})}
      />
    )}
  </>
)

/**
 * A public list with its filter: everything of the city, one town's, and what else the slice narrows it by.
 * @param space namespace of the slice's messages, which has `pages.list`
 * @param tools what can be done here, above the filter
 * @param states of which `state` is one, where the list has states; their words are in `pages.list`
 * @param fields of the filter beside town and state  @param ways to what belongs to it
 */
export const OpenList = ({
  space,
  tab,
  path,
  tools,
  next,
  later,
  typed,
  towns,
  states = [],
  fields = [],
  ways,
  children,
}: Omit<OpenListProps<never, Typed & { readonly town: string }>, 'items'> &
  Pick<ShellProps, 'tab'> & {
    readonly space: string
    readonly path: string
    readonly tools?: ReactNode
    readonly states?: readonly string[]
    readonly fields?: readonly FilterField[]
    readonly ways: readonly Way[]
    readonly children: readonly ReactNode[]
  }) => {
  const t = useT(space)
  const href = useHref()
  const title = t('pages.list.title')
  const state: FilterField = {
    kind: 'select',
    name: 'state',
    label: t('pages.list.state'),
    value: typed.state ?? '',
    options: states.map(each => ({ value: each, label: t(`pages.list.${each}`) })),
  }
  return (
    <Shell {...(tab && { tab })} meta={{ ColumnName: title }}>
      <h1>{title}</h1>
      <p className="lead">{t('pages.list.lead')}</p>
      {tools}
      <FilterBar
        action={path}
        clearHref={path}
        fields={[
          { kind: 'select', name: 'town', label: t('pages.list.town'), value: typed.town, options: towns },
          ...(states.length === 0 ? [] : [state]),
          ...fields,
        ]}
      />
      <PagedList path={path} typed={typed} next={next} later={later} none={t('pages.list.none')}>
        {children}
      </PagedList>
      <p className="meta after">
        {ways.map((way, index) => (
          <Fragment key={way.href}>
            {index > 0 && ' · '}
            <a href={href(way.href)}>{way.label}</a>
          </Fragment>
        ))}
      </p>
    </Shell>
  )
}
