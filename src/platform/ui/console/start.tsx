import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import zhHK from 'antd/es/locale/zh_HK.js'
import { StrictMode, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { formatOf } from '../../i18n/format.ts'
import { translatorOf } from '../../i18n/translate.ts'
import type { Ui } from '../context.tsx'
import { UiProvider } from '../context.tsx'
import type { ApiError } from './api.ts'
import { apiOf } from './api.ts'
import type { Boot } from './boot.ts'
import { readBoot } from './boot.ts'
import { ApiProvider } from './hooks.tsx'
import { KeysProvider } from './keys.tsx'
import type { ConsoleModule } from './module.ts'
import { nonceStyles } from './nonce.ts'
import { ProveDialog, proverOf } from './prove.tsx'
import { ConsoleShell } from './shell.tsx'
import { theme } from './theme.ts'

const LOCALES = { 'zh-Hans': zhCN, 'zh-Hant': zhHK, en: enUS } as const
const TICK_MS = 30_000
const FRESH_MS = 15_000
const RETRIES_MAX = 2

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // A reasoned refusal does not change by asking again; a lost answer may.
      retry: (tries, error) => tries < RETRIES_MAX && (error as ApiError).problem?.status === 0,
    },
  },
})

/** The present by the server's clock, moving on while the console is open. */
const useServerNow = (start: number): number => {
  const [now, setNow] = useState(start)
  useEffect(() => {
    const opened = performance.now()
    const timer = setInterval(() => setNow(start + (performance.now() - opened)), TICK_MS)
    return () => clearInterval(timer)
  }, [start])
  return now
}

const NOTHING = { css: [], js: [], preload: [] } as const

const Console = ({ boot, modules }: { readonly boot: Boot; readonly modules: readonly ConsoleModule[] }) => {
  const now = useServerNow(boot.now)
  const t = useMemo(() => translatorOf({ [boot.locale]: boot.messages }, boot.locale), [boot])
  const [plain, api, prover] = useMemo(() => {
    const words = { unreachable: t('console:unreachable'), unreadable: t('console:unreadable') }
    const made = proverOf()
    return [apiOf(boot.base, words), apiOf(boot.base, words, made.ask), made] as const
  }, [boot, t])
  const ui: Ui = {
    around: { ...boot, now, path: location.pathname, elder: false, formKey: '' },
    title: document.title,
    t,
    format: formatOf(boot.locale),
    site: { tabs: [], footer: [], account: boot.account },
    assets: { resident: NOTHING, console: NOTHING },
    messagesFor: () => boot.messages,
  }
  return (
    <ConfigProvider
      theme={theme}
      locale={LOCALES[boot.locale]}
      csp={{ nonce: boot.nonce }}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App component={false} message={{ maxCount: 2 }}>
        <QueryClientProvider client={client}>
          <ApiProvider value={api}>
            <UiProvider ui={ui}>
              <KeysProvider>
                <ConsoleShell modules={modules} />
                <ProveDialog prover={prover} api={plain} />
              </KeysProvider>
            </UiProvider>
          </ApiProvider>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}

/** Starts the console in the document that src/platform/ui/views/console.tsx made. */
export const startConsole = (modules: readonly ConsoleModule[]): void => {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the console document has no root')
  const boot = readBoot()
  nonceStyles(boot.nonce)
  createRoot(root).render(
    <StrictMode>
      <Console boot={boot} modules={modules} />
    </StrictMode>,
  )
}
