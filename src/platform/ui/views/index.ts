import { Gallery } from './gallery.tsx'
import { Problem } from './problem.tsx'
import { StatusPage } from './status.tsx'

export const views = { 'ui.gallery': Gallery, problem: Problem, status: StatusPage }
