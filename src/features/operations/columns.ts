import { type Column, impersonal } from '../../platform/personal/catalogue.ts'

/** Announced work is public; nobody is named in it. */
export const columns: readonly Column[] = [...impersonal('maintenance', 'what')]
