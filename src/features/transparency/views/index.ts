import { Journal } from './public/journal.tsx'

export const views = { 'transparency.journal': Journal }
