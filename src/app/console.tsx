import { startConsole } from '../platform/ui/console/start.tsx'
import '../platform/ui/style/console.css'
import { modules } from './console-pages.tsx'

startConsole(modules)
