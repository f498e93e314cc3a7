import { Gallery } from './gallery.tsx'
import { Problem } from './problem.tsx'

export const views = { 'ui.gallery': Gallery, problem: Problem }
