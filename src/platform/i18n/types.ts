export const LOCALES = ['zh-Hans', 'zh-Hant', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** Looks a message up: `work-order:list.title`. Missing keys are a test failure, never an empty page. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string
