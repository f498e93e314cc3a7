import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Type stripping is paid once; everything else is loaded after this line.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/linli-code'))
const { main } = await import('./main.ts')
await main(process.argv.slice(2))
