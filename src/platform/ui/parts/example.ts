import type { ReactNode } from 'react'

/** Examples of a part by name. The gallery page, the screenshots and the accessibility test go through the same list. */
export type Examples = Readonly<Record<string, ReactNode>>
