import type { InlineConfig } from 'vite'

const common = (root: string, outDir: string): InlineConfig => ({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  clearScreen: false,
  // The bundle holds React itself, so the mode is decided here and not by the process that renders.
  mode: 'production',
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  build: { outDir, emptyOutDir: true, reportCompressedSize: false, sourcemap: false },
})

/** For browsers: the script of resident pages and the staff console, with hashed names. */
export const clientConfig = (root: string, outDir: string): InlineConfig => {
  const base = common(root, outDir)
  return {
    ...base,
    build: {
      ...base.build,
      manifest: true,
      target: 'es2020',
      cssTarget: 'chrome80',
      // A file inlined as a data: address would be refused by the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: ['src/app/resident.ts', 'src/app/console.tsx'],
        // antd marks its files for a kind of bundler we do not use; it says so once for each.
        onLog: (level, log, handle) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
        },
      },
    },
  }
}

/** For the server: one file with every view and React in it, loaded once. */
export const serverConfig = (root: string, outDir: string): InlineConfig => {
  const base = common(root, outDir)
  return {
    ...base,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ...base.build,
      ssr: 'src/app/pages.tsx',
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'pages.js', codeSplitting: false } },
    },
  }
}
