import type { ComponentType } from 'react'

export type ConsolePage = {
  /** Path inside the city: `/console/work-orders`, `/console/work-orders/:id`. */
  readonly path: string
  readonly page: ComponentType<{ readonly params: Readonly<Record<string, string>> }>
}

/** What a slice adds to the console; src/app/console-pages.tsx lists them. */
export type ConsoleModule = {
  readonly id: string
  readonly pages: readonly ConsolePage[]
  /** Its part of the side list: SideGroup and SideLink. */
  readonly Side?: ComponentType
  /** Its figures of today in the top bar: TopFigure. */
  readonly Figures?: ComponentType
  /** Where `/` leads with what was typed; `{q}` stands for it. The first module that has one is asked. */
  readonly search?: string
}
