import { Accessibility } from './accessibility.tsx'
import { Home } from './home.tsx'

export const views = { 'home.start': Home, 'home.accessibility': Accessibility }
